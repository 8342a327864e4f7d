//! What most programs never call is compiled where it is called, and not with the crate.

use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, ItemFn, ItemMod, Signature, TraitItemFn};

/// The rooms, and the files of `report/`, that `docs/ARCHITECTURE.md` names.
const INLINED: [&str; 10] = [
    "check",
    "diff",
    "report/arena_report.rs",
    "report/c_asserts",
    "report/draw",
    "report/grid.rs",
    "report/html.rs",
    "report/markdown.rs",
    "report/svg.rs",
    "report/value.rs",
];

#[test]
fn what_is_seldom_used_is_compiled_where_it_is_used() {
    let source = crate::root().join("layout-core/src");
    let mut count = 0;
    let mut wrong = Vec::new();
    for file in INLINED.iter().flat_map(|place| files(&source.join(place))) {
        let parsed = syn::parse_file(&crate::read(&file)).expect("it is Rust");
        let found = functions(&parsed);
        count += found.len();
        let shown = file.strip_prefix(&source).unwrap_or(&file).display().to_string();
        wrong.extend(found.iter().filter(|it| !it.is_inline).map(
            |Function { name, line, .. }| format!("{shown}:{line}: `{name}` is not `#[inline]`"),
        ));
    }
    assert!(count > 200, "{count} functions were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The reader of the source sees each form of a function, and what is for tests alone it does not see.
#[test]
fn functions_of_each_form_are_seen() {
    let source = "fn free() {} trait T { fn declared(); #[inline] fn provided() {} }
        impl S { #[inline] pub const fn method() { fn inner() {} } #[cold] fn failed() {} }
        mod inner { fn nested() {} } #[cfg(test)] mod tests { fn unseen() {} }";
    let parsed = syn::parse_file(source).expect("it is Rust");
    let seen: Vec<_> = functions(&parsed).into_iter().map(|it| (it.name, it.is_inline)).collect();
    let expected = [
        ("free", false),
        ("provided", true),
        ("method", true),
        ("inner", false),
        ("failed", false),
        ("nested", false),
    ];
    assert_eq!(seen, expected.map(|(name, is_inline)| (name.to_owned(), is_inline)));
}

/// The file, or all files of the directory.
fn files(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries =
        fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    entries.flat_map(|entry| files(&entry.expect("it can be read").path())).collect()
}

struct Function {
    name: String,
    line: usize,
    is_inline: bool,
}

fn functions(file: &syn::File) -> Vec<Function> {
    let mut functions = Functions(Vec::new());
    functions.visit_file(file);
    functions.0
}

struct Functions(Vec<Function>);

impl Functions {
    fn add(&mut self, attributes: &[Attribute], signature: &Signature) {
        self.0.push(Function {
            name: signature.ident.to_string(),
            line: signature.span().start().line,
            is_inline: attributes.iter().any(|attribute| attribute.path().is_ident("inline")),
        });
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self.add(&function.attrs, &function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        self.add(&function.attrs, &function.sig);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'a TraitItemFn) {
        if function.default.is_some() {
            self.add(&function.attrs, &function.sig);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_item_mod(&mut self, module: &'a ItemMod) {
        if !crate::imports::is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }
}
