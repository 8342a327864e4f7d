//! The path of `layout_core` in the user's crate.

use std::sync::OnceLock;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Error;

/// Where the expansion finds `layout_core`.
pub(crate) struct Krate {
    path: Option<TokenStream>,
    /// Whether the path may lead nowhere. It is imported then, so that the compiler says so once, and not
    /// wherever the expansion names it.
    is_imported: bool,
}

/// What the import is called.
const ALIAS: &str = "__layout_krate";

impl Krate {
    /// The path that `#[layout(crate = path)]` gives, or else the name of the dependency.
    pub(crate) fn new(given: Option<TokenStream>, errors: &mut Vec<Error>) -> Self {
        if given.is_some() {
            // In the edition 2015 an import begins elsewhere than other paths do.
            let is_imported = given.as_ref().is_some_and(is_importable) && !is_edition_2015();
            return Self { path: given, is_imported };
        }
        match Dependency::of_this_crate() {
            Dependency::Named => Self { path: None, is_imported: false },
            Dependency::Missing => {
                Self { path: Some(quote!(::layout_core)), is_imported: !is_edition_2015() }
            }
            Dependency::Renamed(name) => {
                let message = format!(
                    "this crate depends on `layout-core` under the name `{name}`: add \
                     `#[layout(crate = {name})]` to the type"
                );
                errors.push(Error::new(Span::call_site(), message));
                let name = Ident::new(name, Span::call_site());
                Self { path: Some(quote!(::#name)), is_imported: false }
            }
        }
    }

    /// The path as if it stood at a place of the user's source.
    pub(crate) fn at(&self, place: Span) -> TokenStream {
        match &self.path {
            _ if self.is_imported => Ident::new(ALIAS, place).into_token_stream(),
            Some(path) => path.clone(),
            None => quote_spanned!(place=> ::layout_core),
        }
    }

    /// The path to a macro of it, for a place of the user's source.
    pub(crate) fn of_macro_at(&self, place: Span) -> TokenStream {
        // In the edition 2015 the path has another meaning there. A place of this crate's is shown with more
        // words, so it is taken only then.
        self.at(if is_edition_2015() { Span::call_site() } else { place })
    }

    /// The path as text, if it is not the user's own.
    pub(crate) fn as_text(&self) -> Option<&'static str> {
        match &self.path {
            _ if self.is_imported => Some(ALIAS),
            Some(_) => None,
            None => Some("::layout_core"),
        }
    }

    /// Items that name the path, with the import that they need.
    pub(crate) fn with_import(&self, items: TokenStream) -> TokenStream {
        let Some(path) = self.path.as_ref().filter(|_| self.is_imported) else { return items };
        let place = path.clone().into_iter().last().map_or_else(Span::call_site, |it| it.span());
        let alias = Ident::new(ALIAS, place);
        let import = quote_spanned!(place=> use #path as #alias;);
        // The path may stand in a macro of the edition 2015, where an import does not begin in this block.
        let imported = Ident::new(ALIAS, Span::call_site());
        // As well the name that a glob import of the expansion brings, which would be missed too.
        quote! {
            const _: () = {
                #import
                #[allow(unused_imports)]
                use #imported::__private as __layout_;
                #items
            };
        }
    }
}

/// Whether a path can be imported by another name: `self` and `super` cannot.
fn is_importable(path: &TokenStream) -> bool {
    path.clone().into_iter().last().is_some_and(|last| {
        let last = last.to_string();
        last != "self" && last != "super"
    })
}

/// What the compiler's arguments tell of the dependency on `layout_core`.
enum Dependency {
    /// It has its own name, or nothing is known of it.
    Named,
    Renamed(String),
    /// There are others, but not this one. The crate may know it nonetheless, by an `extern crate`.
    Missing,
}

impl Dependency {
    fn of_this_crate() -> &'static Self {
        // The arguments are those of all the types that one compiler reads.
        static DEPENDENCY: OnceLock<Dependency> = OnceLock::new();
        DEPENDENCY.get_or_init(|| Self::read(std::env::args()))
    }

    /// Reads `--extern name=path` and the like. Of an editor, which has none, nothing is known.
    fn read(arguments: impl Iterator<Item = String>) -> Self {
        let mut found = Self::Named;
        for (option, value) in options(arguments) {
            if option == "--crate-name" && value == "layout_core" {
                return Self::Named;
            }
            if option != "--extern" {
                continue;
            }
            let (name, path) = value.split_once('=').unwrap_or((&value, ""));
            // Options of the dependency may stand in front: `noprelude:name`.
            let name = name.rsplit(':').next().unwrap_or(name);
            if name == "layout_core" {
                return Self::Named;
            }
            let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let stem = file.split(['-', '.']).next().unwrap_or(file);
            if stem == "liblayout_core" {
                found = Self::Renamed(name.to_owned());
            } else if matches!(found, Self::Named) {
                found = Self::Missing;
            }
        }
        found
    }
}

/// Whether the compiler was told to take the edition 2015, in which `::core` is a module of the user's.
pub(crate) fn is_edition_2015() -> bool {
    edition() == "2015"
}

/// Whether a trait is a type without `dyn`, of which the compiler warns.
pub(crate) fn has_bare_traits() -> bool {
    matches!(edition(), "2015" | "2018")
}

/// The edition that the compiler was told, or else nothing.
fn edition() -> &'static str {
    static EDITION: OnceLock<String> = OnceLock::new();
    EDITION.get_or_init(|| {
        let mut options = options(std::env::args());
        options.find(|(option, _)| option == "--edition").map_or_else(String::new, |(_, it)| it)
    })
}

/// The compiler's options with a value, which stands behind `=` or by itself.
fn options(mut arguments: impl Iterator<Item = String>) -> impl Iterator<Item = (String, String)> {
    std::iter::from_fn(move || {
        let argument = arguments.next()?;
        if !argument.starts_with("--") {
            return Some((String::new(), String::new()));
        }
        match argument.split_once('=') {
            Some((option, value)) => Some((option.to_owned(), value.to_owned())),
            None if ["--extern", "--edition", "--crate-name"].contains(&argument.as_str()) => {
                let value = arguments.next().unwrap_or_default();
                Some((argument, value))
            }
            None => Some((argument, String::new())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::Dependency;

    fn read(arguments: &str) -> String {
        match Dependency::read(arguments.split(' ').map(str::to_owned)) {
            Dependency::Named => "named".to_owned(),
            Dependency::Renamed(name) => name,
            Dependency::Missing => "missing".to_owned(),
        }
    }

    #[test]
    fn the_arguments_name_the_dependency() {
        for (arguments, expected) in [
            ("rustc", "named"),
            ("rustc --edition=2024 main.rs -L target", "named"),
            ("rustc --extern layout_core=/a/liblayout_core-1f.rmeta", "named"),
            ("rustc --extern=layout_core", "named"),
            ("rustc --extern lc=/a/liblayout_core-1f.rmeta", "lc"),
            ("rustc --extern=lc=C:\\a\\liblayout_core-1f.rlib --extern b=/libb.rlib", "lc"),
            ("rustc --extern priv,noprelude:lc=/a/liblayout_core.rlib", "lc"),
            ("rustc --extern lc=/liblayout_core-1.rlib --extern layout_core=/x.rlib", "named"),
            ("rustc --crate-name layout_core --extern a=/liba-1.rlib", "named"),
            ("rustc --extern a=/liba-1.rlib --extern proc_macro", "missing"),
            ("rustc --extern layout_core_ext=/liblayout_core_ext-1.rlib", "missing"),
            ("rustc --extern", "missing"),
            ("rustc --crate-name other --extern lc=/liblayout_core-1f.rlib", "lc"),
            ("rustc --test --extern lc=/liblayout_core-1f.rlib", "lc"),
            ("rustc --cfg layout_core --extern lc=/liblayout_core-1f.rlib", "lc"),
        ] {
            assert_eq!(read(arguments), expected, "{arguments}");
        }
    }
}
