//! What `#[derive(Layout)]` writes for representative types, and `assert_layout!` for some calls, kept as
//! files so that a change of it is read before it lands: `UPDATE_EXPECT=1 cargo test -p layout-tests --test golden` writes them anew.
//!
//! The derive's own modules are compiled into this test, as a proc-macro crate exports nothing else.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the modules are those of another crate"
)]

extern crate proc_macro; // as the derive's own modules name it

#[path = "../../layout-derive/src/attr.rs"]
mod attr;
#[path = "../../layout-derive/src/check/mod.rs"]
mod check;
#[path = "../../layout-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../layout-derive/src/finding.rs"]
mod finding;
#[path = "../../layout-derive/src/generics.rs"]
mod generics;
#[path = "../../layout-derive/src/krate.rs"]
mod krate;
#[path = "../../layout-derive/src/marks.rs"]
mod marks;
#[path = "../../layout-derive/src/model/mod.rs"]
mod model;
#[path = "../../layout-derive/src/nearest.rs"]
mod nearest;
#[path = "../../layout-derive/src/std_types.rs"]
mod std_types;
#[path = "../../layout-derive/src/tail.rs"]
mod tail;
#[path = "../../layout-derive/src/tokens.rs"]
mod tokens;
#[path = "../../layout-derive/src/type_text.rs"]
mod type_text;
#[path = "../../layout-derive/src/type_tokens.rs"]
mod type_tokens;
#[path = "../../layout-derive/src/validate.rs"]
mod validate;
#[path = "../../layout-derive/src/value.rs"]
mod value;

mod enums;
mod fields;
mod holding;
mod lints;
mod paths;
mod places;
mod programs;
mod tails;

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::quote;

/// The most lines that the derive may write of a type with that many fields and variants. Checks and
/// samples, which the user asks for, come on top.
fn most_lines(fields: usize) -> usize {
    28 + 4 * fields
}

#[test]
fn expansions_are_those_of_the_golden_files() {
    let cases = cases();
    assert!(cases.len() >= 8, "only {} cases in {}", cases.len(), directory().display());
    for case in cases {
        expect_file![case.with_extension("expanded")].assert_eq(&expansion(&case));
    }
}

#[test]
fn expansions_are_short() {
    for case in cases().into_iter().filter(|case| !source(case).contains("layout")) {
        let lines = expansion(&case).lines().count();
        let fields = field_count(&case);
        assert!(
            lines <= most_lines(fields),
            "{} expands to {lines} lines; with {fields} fields it may have {}",
            case.display(),
            most_lines(fields),
        );
    }
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/cases")
}

/// The files that hold one type, or one call of `assert_layout!`, each.
fn cases() -> Vec<PathBuf> {
    rust_files(&directory())
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let paths = entries.map(|entry| entry.expect("the directory can be read").path());
    let mut files: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|it| it == "rs")).collect();
    files.sort();
    files
}

fn source(case: &Path) -> String {
    std::fs::read_to_string(case).unwrap_or_else(|error| panic!("{}: {error}", case.display()))
}

/// The macro's output, formatted.
fn expansion(case: &Path) -> String {
    let output = match syn::parse_str(&source(case)).expect("a case is Rust source") {
        syn::Item::Macro(call) => asserted(&call.mac),
        item => expand::derive(quote!(#item), true),
    };
    let output = output.to_string();
    let file = syn::parse_file(&output)
        .unwrap_or_else(|error| panic!("{} expands to {output}: {error}", case.display()));
    prettyplease::unparse(&file)
}

/// That a type expands to that, among other things.
#[track_caller]
fn assert_says(source: &str, part: &str) {
    let output = derived(source);
    assert!(
        output.contains(&without_spaces(part)),
        "`{part}` is not in what `{source}` gives: {output}"
    );
}

#[track_caller]
fn assert_says_not(source: &str, part: &str) {
    let output = derived(source);
    assert!(
        !output.contains(&without_spaces(part)),
        "`{part}` is in what `{source}` gives: {output}"
    );
}

/// What a type expands to, without spaces.
fn derived(source: &str) -> String {
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    without_spaces(&expand::derive(input, true).to_string())
}

/// How tokens are spaced is not looked at.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What a call of `assert_layout!` expands to.
fn asserted(call: &syn::Macro) -> TokenStream {
    let tokens = &call.tokens;
    expand::assert_layout(quote!(layout_core #tokens))
}

fn field_count(case: &Path) -> usize {
    let input: syn::DeriveInput = syn::parse_str(&source(case)).expect("a case is one type");
    match input.data {
        syn::Data::Struct(data) => data.fields.len(),
        syn::Data::Union(data) => data.fields.named.len(),
        syn::Data::Enum(data) => data.variants.iter().map(|variant| 1 + variant.fields.len()).sum(),
    }
}

/// The derive names a target that was meant, so that it has a list of its own.
#[test]
fn the_derive_knows_all_targets() {
    let targets = layout_core::__private::TARGETS.iter().map(|target| target.word());
    assert_eq!(check::TARGETS, targets.collect::<Vec<_>>());
    let page = include_str!("../../docs/guide/src/checks/on.md");
    let line = page.lines().find(|line| line.starts_with("The targets are ")).expect("the list");
    let documented: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
    assert_eq!(documented, check::TARGETS);
}
