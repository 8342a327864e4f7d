//! `#[repr(...)]` and `#[layout(...)]`, from tokens to values.

use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser, Result};
use syn::{Attribute, Error, Ident, LitInt, Meta, Path, Token, TypePath, token};

use crate::check::{Check, Scope, parse_checks};

/// What `#[repr(...)]` says of a struct. What it cannot say of one is the compiler's to report.
#[derive(Clone, Copy, Default)]
pub(crate) struct Repr {
    pub(crate) base: BaseRepr,
    pub(crate) packed: Option<u32>,
    pub(crate) align: Option<u32>,
}

/// The rule by which fields are placed.
#[derive(Clone, Copy, Default)]
pub(crate) enum BaseRepr {
    #[default]
    Rust,
    C,
    Transparent,
}

/// What a type's attributes say.
#[derive(Default)]
pub(crate) struct TypeAttrs {
    pub(crate) repr: Repr,
    /// `#[layout(crate = path)]`
    pub(crate) krate: Option<Path>,
    pub(crate) checks: Vec<Check>,
}

/// Reads the attributes of a type.
pub(crate) fn type_attrs(attrs: &[Attribute], errors: &mut Vec<Error>) -> TypeAttrs {
    let mut found = TypeAttrs::default();
    for attr in attrs {
        if attr.path().is_ident("repr") {
            // An attribute that is not well formed is the compiler's to report.
            let _ = attr.parse_args_with(|input: ParseStream<'_>| found.repr.parse(input));
        } else if attr.path().is_ident("layout") {
            parse_layout(attr, errors, |input, errors| {
                parse_crate(input, &mut found.krate, errors);
                parse_checks(input, Scope::Type, &mut found.checks, errors);
            });
        }
    }
    found
}

/// Reads the checks of the field called `name`.
pub(crate) fn field_checks(attrs: &[Attribute], name: &str, errors: &mut Vec<Error>) -> Vec<Check> {
    let mut checks = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("layout")) {
        parse_layout(attr, errors, |input, errors| {
            parse_checks(input, Scope::Field(name), &mut checks, errors);
        });
    }
    checks
}

/// Reads what stands between the parentheses of `#[layout(...)]`.
fn parse_layout(
    attr: &Attribute,
    errors: &mut Vec<Error>,
    mut parse: impl FnMut(ParseStream<'_>, &mut Vec<Error>),
) {
    let Meta::List(list) = &attr.meta else {
        errors.push(Error::new_spanned(attr, "expected checks: `#[layout(size == 8)]`"));
        return;
    };
    let parser = |input: ParseStream<'_>| {
        parse(input, errors);
        Ok(())
    };
    if let Err(error) = parser.parse2(list.tokens.clone()) {
        errors.push(error);
    }
}

/// `crate = path`, which stands first.
fn parse_crate(input: ParseStream<'_>, krate: &mut Option<Path>, errors: &mut Vec<Error>) {
    if !input.peek(Token![crate]) {
        return;
    }
    let parse = || -> Result<Path> {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path = input.parse::<TypePath>()?.path;
        input.parse::<Option<Token![,]>>()?;
        Ok(path)
    };
    match parse() {
        Ok(path) => *krate = Some(path),
        Err(error) => errors.push(error),
    }
}

impl Repr {
    /// Adds what stands between the parentheses of one `#[repr(...)]`.
    fn parse(&mut self, input: ParseStream<'_>) -> Result<()> {
        while !input.is_empty() {
            let word = input.call(Ident::parse_any)?;
            let number = if input.peek(token::Paren) {
                let inner;
                syn::parenthesized!(inner in input);
                Some(inner.parse::<LitInt>()?.base10_parse()?)
            } else {
                None
            };
            self.add(&word.to_string(), number);
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    }

    fn add(&mut self, word: &str, number: Option<u32>) {
        match word {
            "C" => self.base = BaseRepr::C,
            "transparent" => self.base = BaseRepr::Transparent,
            "packed" => self.packed = Some(number.unwrap_or(1)),
            "align" => self.align = self.align.max(number),
            _ => {}
        }
    }
}
