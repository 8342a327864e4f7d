//! Every program of the suite `ui`, with its macros expanded in this process: what they write is Rust, and
//! they find those faults, at those places, that the compiler shows for them. `ui` asks the compiler, which
//! takes minutes; here a fault in the macros shows in a second, and instruments see which of their lines ran.
//!
//! Not seen are types and checks inside a `macro_rules!`, which only the compiler can expand.

use std::path::{Path, PathBuf};

use proc_macro2::{LineColumn, Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Attribute, DeriveInput, Macro};

use crate::expand;

/// What a user is told, and at which line and column, both from 1.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Message {
    line: usize,
    column: usize,
    text: String,
}

#[test]
fn right_programs_expand_without_a_message() {
    for kind in ["pass", "pass_newer"] {
        for path in programs(kind) {
            let messages = Program::expanded(&path).messages;
            assert!(messages.is_empty(), "{}: {messages:#?}", path.display());
        }
    }
}

#[test]
fn each_message_stands_at_its_token() {
    for path in programs("fail") {
        let shown = shown_messages(&path);
        assert!(
            !shown.is_empty(),
            "no error stands in {}",
            path.with_extension("stderr").display()
        );
        assert_eq!(Program::expanded(&path).messages, shown, "{}", path.display());
    }
}

#[test]
fn what_the_compiler_finds_is_left_to_it() {
    for path in programs("fail_rustc").into_iter().chain(programs("fail_build")) {
        let shown = shown_messages(&path);
        for message in Program::expanded(&path).messages {
            let path = path.display();
            assert!(shown.contains(&message), "{path}: {message:?} is not shown among {shown:#?}");
        }
    }
}

/// The expansions are of most programs, or the tests above would show little.
#[test]
fn programs_use_the_macros() {
    let kinds = ["pass", "fail", "fail_rustc", "fail_build"];
    let programs = kinds.map(|kind| {
        programs(kind).iter().map(|path| Program::expanded(path).uses).collect::<Vec<_>>()
    });
    let [pass, fail, ..] = &programs;
    assert!(fail.iter().all(|&uses| uses > 0), "a program of `fail` uses no macro");
    assert!(pass.iter().sum::<usize>() > 300, "few uses: {pass:?}");
}

/// The programs of a kind, which is a folder in each subject's of the suite `ui`.
fn programs(kind: &str) -> Vec<PathBuf> {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let subjects = std::fs::read_dir(&suite)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", suite.display()));
    let folders = subjects.map(|subject| subject.expect("it can be read").path().join(kind));
    let mut programs: Vec<_> = folders
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| crate::rust_files(&folder))
        .collect();
    programs.sort();
    assert!(!programs.is_empty(), "no program in {}/*/{kind}", suite.display());
    programs
}

/// The errors that the compiler shows for a program, in the order of the source.
fn shown_messages(program: &Path) -> Vec<Message> {
    let shown = crate::source(&program.with_extension("stderr"));
    let errors = shown.split("\n\n").filter_map(|paragraph| paragraph.strip_prefix("error: "));
    let mut messages: Vec<_> = errors.filter_map(shown_message).collect();
    messages.sort();
    messages
}

/// An error's text and place, which are words of the compiler if it has no place.
fn shown_message(error: &str) -> Option<Message> {
    let (text, rest) = error.split_once("--> ")?;
    let place = rest.lines().next()?;
    let mut numbers = place.rsplit(':').map(|number| number.parse().ok());
    let column = numbers.next()??;
    let line = numbers.next()??;
    Some(Message { line, column, text: text.trim_end().to_owned() })
}

/// What the macros make of the types and checks of a program.
#[derive(Default)]
struct Program {
    path: PathBuf,
    uses: usize,
    messages: Vec<Message>,
}

impl Program {
    fn expanded(path: &Path) -> Self {
        let source = crate::source(path);
        let file = syn::parse_file(&source)
            .unwrap_or_else(|error| panic!("{} is not Rust: {error}", path.display()));
        let mut program = Self { path: path.to_owned(), ..Self::default() };
        program.visit_file(&file);
        program.messages.sort();
        program
    }

    /// `place` is where the compiler shows what has no token of its own.
    fn add(&mut self, place: Span, output: &TokenStream) {
        self.uses += 1;
        // A check of what `Self` stands in is a statement.
        let statements = || syn::parse2(quote::quote!(fn around() { #output }));
        let file = syn::parse2(output.clone()).or_else(|_| statements());
        let file: syn::File = file.unwrap_or_else(|error| {
            let line = place.start().line;
            panic!("{}:{line} expands to {output}, which is not Rust: {error}", self.path.display())
        });
        let mut errors = CompileErrors { place: place.start(), messages: &mut self.messages };
        errors.visit_file(&file);
    }

    fn derive(&mut self, attributes: &[Attribute], item: impl ToTokens) {
        let Some(place) = derive_of_layout(attributes) else { return };
        let mut item: DeriveInput =
            syn::parse2(item.into_token_stream()).expect("the item was parsed before");
        // The compiler hands it over without.
        item.attrs.retain(|attribute| !attribute.path().is_ident("derive"));
        self.add(place, &expand::derive(item.into_token_stream(), true));
    }
}

impl<'ast> Visit<'ast> for Program {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.derive(&item.attrs, item);
        syn::visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.derive(&item.attrs, item);
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        self.derive(&item.attrs, item);
        syn::visit::visit_item_union(self, item);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        if is_named(&call.path, "assert_layout") {
            self.add(call.path.span(), &crate::asserted(call));
        }
    }
}

/// Where the compiler shows what a derive of `Layout` says of the type as a whole.
fn derive_of_layout(attributes: &[Attribute]) -> Option<Span> {
    let mut place = None;
    for attribute in attributes {
        let is_derive = attribute.path().is_ident("derive");
        let visit = |meta: syn::meta::ParseNestedMeta<'_>| {
            if is_named(&meta.path, "Layout") || is_named(&meta.path, "Described") {
                place = Some(meta.path.span());
            }
            Ok(())
        };
        if is_derive {
            attribute.parse_nested_meta(visit).expect("a derive names macros");
        }
    }
    place
}

fn is_named(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|segment| segment.ident == name)
}

/// The messages that the macros write.
struct CompileErrors<'m> {
    place: LineColumn,
    messages: &'m mut Vec<Message>,
}

impl<'ast> Visit<'ast> for CompileErrors<'_> {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        assert!(!attribute.path().is_ident("layout"), "it is known in a derive's input only");
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        if !is_named(&call.path, "compile_error") {
            return;
        }
        let text: syn::LitStr = call.parse_body().expect("an error has a text");
        let mut start = call.path.span().start();
        if start == Span::call_site().start() {
            start = self.place;
        }
        let (line, column) = (start.line, start.column + 1);
        self.messages.push(Message { line, column, text: text.value() });
    }
}
