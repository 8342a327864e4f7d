//! What users may write, and what they are told when it is wrong.
//!
//! - `pass/`: programs that compile without a warning, and run.
//! - `pass_newer/`: the same, of what the language has had since 1.[`NEWER`] only.
//! - `fail/`: one mistake each, which the macros find; the whole message is theirs, so it is the
//!   same on every compiler.
//! - `fail_rustc/`: one mistake each, which the compiler finds: a check that does not hold, a constant
//!   of the wrong type, a fault of the user's own. The words are the compiler's, which differ from
//!   version to version, so they are compared on those of [`WRITTEN_WITH`] and newer only.
//! - `fail_build/`: the same, where it takes `cargo build`: `cargo check` evaluates no constant of a
//!   generic function.
//! - `lints/`: a program of which neither the compiler nor clippy find anything, with most lints on.
//! - `editions/`: programs of the editions before 2024. `trybuild` knows one edition only.
//!
//! - `compared`: errors that the compiler tells of twice, beside what it says of a derive of `std`.
//! - `randomized`: what the documentation advises to pin, with a compiler that orders fields at random.
//!
//! After a message was changed on purpose, `TRYBUILD=overwrite cargo test -p layout-tests --test ui`
//! writes the `.stderr` files anew; the difference is to be read as a user would.

mod compared;
#[path = "../cost/generated.rs"]
mod generated;
mod randomized;

use std::io::Write;
use std::process::Command;

use generated::{Package, read, repository};

/// The minor version of the stable compiler whose words stand in `fail_rustc` and `fail_build`.
const WRITTEN_WITH: u32 = 95;

/// The minor version of the first stable compiler that takes `repr(u128)`.
const NEWER: u32 = 89;

#[test]
fn pass() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}

#[test]
fn pass_newer() {
    let minor = minor_version_of_rustc();
    if minor >= NEWER {
        trybuild::TestCases::new().pass("ui/pass_newer/*.rs");
    } else {
        skip("pass_newer", &format!("rustc 1.{minor} has no enums with a tag of 128 bits"));
    }
}

#[test]
fn fail() {
    trybuild::TestCases::new().compile_fail("ui/fail/*.rs");
}

#[test]
fn fail_rustc() {
    if words_are_known("fail_rustc") {
        trybuild::TestCases::new().compile_fail("ui/fail_rustc/*.rs");
    }
}

#[test]
fn fail_build() {
    if words_are_known("fail_build") {
        let cases = trybuild::TestCases::new();
        // One that passes makes `trybuild` build the others too.
        cases.pass("ui/pass/generic_instances.rs");
        cases.compile_fail("ui/fail_build/*.rs");
    }
}

#[test]
fn editions() {
    let source = read(&repository().join("tests/ui/editions/any_edition.rs"));
    for edition in ["2018", "2021"] {
        let package =
            Package::write(&format!("edition{edition}"), edition, &[("main.rs", &source)]);
        package.cargo_succeeds(&["run", "--quiet"]);
    }
    let source = read(&repository().join("tests/ui/editions/edition_2015.rs"));
    let package = Package::write("edition2015", "2015", &[("main.rs", &source)]);
    package.cargo_succeeds(&["run", "--quiet"]);
}

/// A dependency by another name is to be told to the derive, whose error says how.
#[test]
fn a_renamed_dependency_is_one_error_with_the_remedy() {
    let source = "use lc::Layout;\n\
                  #[derive(Layout)]\n\
                  enum Message { Quit(Box<u8>), Move { x: Vec<Option<u32>> } }\n\
                  lc::assert_layout!(Message, align == std::mem::align_of::<usize>());\n\
                  fn main() { assert_eq!(Message::LAYOUT.variants().count(), 2); }\n";
    let told = source.replace("enum", "#[layout(crate = lc)]\nenum");
    for edition in ["2018", "2024"] {
        let files = [("main.rs", source)];
        let package = Package::write(&format!("renamed{edition}"), edition, &files);
        package.rename_dependency("lc");
        let output = package.cargo(&["check", "--quiet", "--message-format=short"]);
        let shown = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<_> = shown.lines().filter(|line| line.contains(": error")).collect();
        let expected = "src/main.rs:2:10: error: this crate depends on `layout-core` by the name `lc`: tell \
                        the derive so with `#[layout(crate = lc)]`";
        assert_eq!(errors, [expected], "{shown}");

        let files = [("main.rs", told.as_str())];
        let package = Package::write(&format!("renamed{edition}"), edition, &files);
        package.rename_dependency("lc");
        package.cargo_succeeds(&["run", "--quiet"]);
    }
}

/// Where there are no reports, the compiler says which feature brings them.
#[test]
fn a_report_without_alloc_names_the_feature() {
    let source = "#![no_std]\n\
                  use layout_core::Layout;\n\
                  #[derive(Layout)]\n\
                  pub struct Packet(u8);\n\
                  pub fn shown() { let _ = Packet::layout_report(); }\n\
                  pub fn value(packet: &Packet) { let _ = packet.layout_report_of(); }\n\
                  pub fn all<T: Layout>() { let _ = T::layout_report(); }\n";
    let package = Package::write("without_alloc", "2024", &[("lib.rs", source)]);
    package.choose_features(&["derive"]);
    let output = package.cargo(&["check", "--quiet", "--message-format=short"]);
    let shown = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<_> = shown.lines().filter(|line| line.contains(": error")).collect();
    let expected = [("5:26", "Packet"), ("6:48", "Packet"), ("7:35", "T")].map(|(place, ty)| {
        format!(
            "src/lib.rs:{place}: error[E0277]: a report of `{ty}` needs the feature `alloc` of \
             `layout-core`"
        )
    });
    assert_eq!(errors.len(), 3, "{shown}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(&expected), "{error}\ndoes not begin with\n{expected}");
    }
}

/// A path means something else in the edition 2015, also that to the macro which tells an error.
#[test]
fn messages_are_the_same_in_the_first_edition() {
    let directory = repository().join("tests/ui/fail");
    let mut programs: Vec<_> = std::fs::read_dir(&directory)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    programs.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    programs.sort();
    let programs: Vec<_> = programs.iter().step_by(16).collect();
    assert!(programs.len() > 8, "few programs: {programs:?}");

    let mut expected = Vec::new();
    let mut files = vec![("main.rs".to_owned(), "fn main() {}".to_owned())];
    for program in programs {
        let name = program.file_name().and_then(|name| name.to_str()).expect("it has a name");
        files.push((format!("bin/{name}"), read(program) + "extern crate layout_core;\n"));
        let shown = read(&program.with_extension("stderr"));
        let message = shown.lines().next().expect("there is a message");
        let (_, place) = shown.split_once(name).expect("the message has a place");
        let place = place.lines().next().expect("it stands alone");
        expected.push(format!("src/bin/{name}{place}: {message}"));
    }
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let package = Package::write("messages2015", "2015", &files);
    let output =
        package.cargo(&["check", "--quiet", "--bins", "--keep-going", "--message-format=short"]);
    let shown = String::from_utf8_lossy(&output.stderr);
    for message in expected {
        assert!(shown.lines().any(|line| line == message), "{message}\nis not among\n{shown}");
    }
}

/// Clippy judges what a derive writes in the user's crate; the compiler alone does not run its lints.
#[test]
fn clippy_finds_nothing() {
    let [strict, once] = ["pass/strict_lints.rs", "lints/judged_once.rs"]
        .map(|path| read(&repository().join("tests/ui").join(path)));
    let files = [("main.rs", strict.as_str()), ("bin/judged_once.rs", &once)];
    let package = Package::write("clippy", "2024", &files);
    package.cargo_succeeds(&["run", "--quiet", "--bin", "judged_once"]);
    if package.cargo(&["clippy", "--version"]).status.success() {
        package.cargo_succeeds(&["clippy", "--quiet"]);
    } else {
        skip("clippy_finds_nothing", "this toolchain has no clippy");
    }
}

fn words_are_known(test: &str) -> bool {
    let minor = minor_version_of_rustc();
    let known = minor >= WRITTEN_WITH;
    if !known {
        skip(test, &format!("rustc 1.{minor} words its errors otherwise than 1.{WRITTEN_WITH}"));
    }
    known
}

/// The compiler that cargo uses.
fn minor_version_of_rustc() -> u32 {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc).arg("--version").output();
    let output = output.unwrap_or_else(|error| panic!("cannot run {rustc:?}: {error}"));
    let version = String::from_utf8_lossy(&output.stdout);
    let minor = version.strip_prefix("rustc 1.").and_then(|rest| rest.split('.').next());
    minor
        .and_then(|minor| minor.parse().ok())
        .unwrap_or_else(|| panic!("`rustc --version` does not begin with `rustc 1.`: {version}"))
}

/// Says past the test harness, which hides what a test prints, that a test is left out.
fn skip(test: &str, reason: &str) {
    writeln!(std::io::stderr(), "test {test} is skipped: {reason}").expect("stderr can be written");
}
