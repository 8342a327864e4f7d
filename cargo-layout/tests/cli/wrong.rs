//! Wrong use: what is said, and what to do.

use std::fs;

use snapbox::assert_data_eq;

use crate::support::{Run, command, layout, scratch, snapshot};

#[test]
fn a_type_that_is_not_found_is_answered_with_the_nearest() {
    let run = layout(["-p", "plain", "show", "Sesion"]);
    assert_data_eq!(run.fails(2), snapshot("missing.err"));
    let run = layout(["-p", "plain", "show", "NothingOfTheKind"]);
    assert!(run.fails(2).contains("build code that uses it"), "{}", run.stderr);
}

#[test]
fn names_of_several_types_are_listed() {
    let run = layout(["-p", "plain", "show", "Session"]);
    assert_data_eq!(run.fails(2), snapshot("ambiguous.err"));
    let run = layout(["-p", "plain", "show", "Ring"]);
    assert!(run.fails(2).contains("plain::Ring<u8> (size 5"), "{}", run.stderr);
}

#[test]
fn a_proc_macro_has_nothing_to_show() {
    let run = layout(["-p", "macros"]);
    assert_data_eq!(run.fails(2), snapshot("proc-macro.err"));
}

const MANIFEST: &str = "[workspace]\n[package]\nname = \"a\"\n[lib]\npath = \"a.rs\"\n";

#[test]
fn what_cargo_says_is_passed_on() {
    let run = layout(["-p", "no-such-package"]);
    assert!(run.fails(101).contains("no-such-package"), "{}", run.stderr);
    let run = layout(["-p", "plain", "--bin", "nothing"]);
    assert!(run.fails(101).contains("nothing"), "{}", run.stderr);
    let directory = scratch("wrong source");
    fs::write(directory.join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(directory.join("a.rs"), "pub struct A(Nothing);\n").unwrap();
    let run: Run = command(&directory).output().unwrap().into();
    assert!(run.fails(101).contains("cannot find type `Nothing`"), "{}", run.stderr);
    fs::write(directory.join("Cargo.toml"), "[package\n").unwrap();
    let run: Run = command(&directory).output().unwrap().into();
    run.fails(101);
}

#[test]
fn a_place_without_a_package_is_told() {
    let run: Run = command("/".as_ref()).output().unwrap().into();
    assert!(run.fails(2).contains("--manifest-path"), "{}", run.stderr);
}

#[test]
fn wrong_words_are_told() {
    layout(["--sort", "color"]).fails(2);
    layout(["--filter", "("]).fails(2);
    layout(["show"]).fails(2);
    layout(["compare", "a.o", "--rename", "a"]).fails(2);
    let run = layout(["futures", "--target", "a,b"]);
    assert!(run.fails(2).contains("one target at a time"), "{}", run.stderr);
}

/// All that a library has may be left to those who use it.
#[test]
fn a_library_without_code_says_how_to_see_its_types() {
    let directory = scratch("no code");
    fs::write(directory.join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(directory.join("a.rs"), "pub struct A<T>(pub T);\n").unwrap();
    let run: Run = command(&directory).output().unwrap().into();
    assert!(run.fails(2).contains("`--all-targets`"), "{}", run.stderr);
}
