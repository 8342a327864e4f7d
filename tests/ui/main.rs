//! What users may write, and what they are told when it is wrong.
//!
//! A case is a file `SUBJECT/KIND/CASE.rs`, with one mistake if it has any. These are the kinds:
//!
//! - `pass`: compiles without a warning, and runs.
//! - `pass_newer`: the same, but takes a compiler newer than 1.[`NEWER`].
//! - `fail`: the macros find the mistake. The whole message is theirs, so it is the same on every compiler.
//! - `fail_rustc`: the compiler finds the mistake: a check that does not hold, a constant of the wrong type,
//!   an error of the user's own. The compiler's words change with its version, so they are compared on
//!   1.[`WRITTEN_WITH`] and newer only.
//! - `fail_build`: the same, but only `cargo build` finds it, because `cargo check` evaluates no constant of a
//!   generic function.
//!
//! Three tests have folders of their own kind: `derive/lints` is a program in which neither the compiler nor
//! clippy finds anything with most lints on; `derive/editions` has programs of the editions before 2024, as
//! `trybuild` knows one edition only; `compared` and `randomized` write their programs themselves.
//!
//! After you change a message on purpose, `TRYBUILD=overwrite cargo test -p layout-ui` writes the `.stderr`
//! files anew. Read the difference as a user would.

mod compared;
#[path = "../cost/generated.rs"]
mod generated;
mod randomized;
#[path = "../src/skip.rs"]
#[allow(unreachable_pub, reason = "shared with the library of the tests")]
mod skip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generated::{Package, read, repository};
use skip::{skip, skip_without};

/// The minor version of the stable compiler whose words stand in `fail_rustc` and `fail_build`.
const WRITTEN_WITH: u32 = 95;

/// The minor version of the first stable compiler that takes `repr(u128)`.
const NEWER: u32 = 89;

/// The kinds of cases, which are folders of each subject.
const KINDS: [&str; 5] = ["pass", "pass_newer", "fail", "fail_rustc", "fail_build"];

#[test]
fn pass() {
    trybuild::TestCases::new().pass("*/pass/*.rs");
}

#[test]
fn pass_newer() {
    let minor = minor_version_of_rustc();
    if minor >= NEWER {
        trybuild::TestCases::new().pass("*/pass_newer/*.rs");
    } else {
        skip(&format!("rustc 1.{minor} has no enums with a tag of 128 bits"));
    }
}

#[test]
fn fail() {
    trybuild::TestCases::new().compile_fail("*/fail/*.rs");
}

#[test]
fn fail_rustc() {
    if words_are_known() {
        trybuild::TestCases::new().compile_fail("*/fail_rustc/*.rs");
    }
}

#[test]
fn fail_build() {
    if words_are_known() {
        let cases = trybuild::TestCases::new();
        // One that passes makes `trybuild` build the others too.
        cases.pass("checks/pass/generic_instances.rs");
        cases.compile_fail("*/fail_build/*.rs");
    }
}

#[test]
fn editions() {
    let source = read(&repository().join("tests/ui/derive/editions/any_edition.rs"));
    for edition in ["2018", "2021"] {
        let package =
            Package::write(&format!("edition{edition}"), edition, &[("main.rs", &source)]);
        package.cargo_succeeds(&["run", "--quiet"]);
    }
    let source = read(&repository().join("tests/ui/derive/editions/edition_2015.rs"));
    let package = Package::write("edition2015", "2015", &[("main.rs", &source)]);
    package.cargo_succeeds(&["run", "--quiet"]);
}

/// What a macro writes is read by the rules of the macro's own edition.
#[test]
fn macros_of_the_first_edition() {
    let [macros, uses] = ["macros_2015.rs", "uses_macros_2015.rs"]
        .map(|file| read(&repository().join("tests/ui/derive/editions").join(file)));
    Package::write("macros2015", "2015", &[("lib.rs", &macros)]);
    let dependency = "macros2015 = { path = '../macros2015' }";
    for edition in ["2018", "2024"] {
        let name = format!("uses{edition}");
        let package = Package::write_with(&name, edition, dependency, &[("main.rs", &uses)]);
        package.cargo_succeeds(&["run", "--quiet"]);
    }
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
        let expected = "src/main.rs:2:10: error: this crate depends on `layout-core` under the name `lc`: add \
                        `#[layout(crate = lc)]` to the type";
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

/// The checks of a generic type are made of an instance when its layout is used, which registering it does: at
/// `cargo check`, before anything is built of it.
#[test]
fn registered_instances_are_checked_at_once() {
    let source = "use layout_core::{Layout, register_layout};\n\
                  #[derive(Layout)]\n\
                  #[layout(size <= 16, padding == 0)]\n\
                  pub struct Ring<T: Layout> { pub items: [T; 2], pub head: u32 }\n\
                  pub fn generic<T: Layout>() -> usize { size_of::<Ring<T>>() }\n\
                  pub mod inner { REGISTERED }\n";
    let registered = [
        ("layout_core::register_layout!(super::Ring<u32>);", None),
        ("use super::*; register_layout!(Ring<u32>, Ring<f32>,);", None),
        ("pub fn f() { layout_core::register_layout!(super::Ring<u32>); }", None),
        (
            "use super::*; register_layout!(Ring<[u32; 2]>);",
            Some("layout of `Ring`: size is 20, required <= 16"),
        ),
        (
            "use super::*; register_layout!(Ring<u32>, Ring<u8>);",
            Some("layout of `Ring`: padding is 2, required == 0"),
        ),
        (
            "use super::*; pub fn f() { register_layout!(Ring<[u8; 3]>); }",
            Some("layout of `Ring`: padding is 2, required == 0"),
        ),
    ];
    for (registered, expected) in registered {
        let source = source.replace("REGISTERED", registered);
        let package = Package::write("registered", "2024", &[("lib.rs", &source)]);
        package.choose_features(&["derive", "registry"]);
        let output = package.cargo(&["check", "--quiet", "--message-format=short"]);
        let shown = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<_> = shown.lines().filter(|line| line.contains(": error")).collect();
        let is_as_expected = match expected {
            Some(expected) => matches!(errors[..], [error] if error.contains(expected)),
            None => errors.is_empty() && output.status.success(),
        };
        assert!(is_as_expected, "{registered}: {expected:?} is not what is said:\n{shown}");
    }
}

/// A path means something else in the edition 2015, also that to the macro which tells an error.
#[test]
fn messages_are_the_same_in_the_first_edition() {
    let programs: Vec<PathBuf> = files().filter(|path| is_case(path, "fail")).collect();
    let programs: Vec<_> = programs.iter().step_by(16).collect();
    assert!(programs.len() > 8, "few programs: {programs:?}");

    let mut expected = Vec::new();
    let mut files = vec![("main.rs".to_owned(), "fn main() {}".to_owned())];
    for program in programs {
        let program = program.to_str().expect("a case has an ASCII name");
        let name = program.replace('/', "_");
        let source = read(&directory().join(program));
        files.push((format!("bin/{name}"), source + "extern crate layout_core;\n"));
        let shown = read(&directory().join(program).with_extension("stderr"));
        let message = shown.lines().next().expect("there is a message");
        let (_, place) = shown.split_once(program).expect("the message has a place");
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
    let [strict, once] = ["derive/pass/strict_lints.rs", "derive/lints/judged_once.rs"]
        .map(|path| read(&repository().join("tests/ui").join(path)));
    let files = [("main.rs", strict.as_str()), ("bin/judged_once.rs", &once)];
    let package = Package::write("clippy", "2024", &files);
    package.cargo_succeeds(&["run", "--quiet", "--bin", "judged_once"]);
    if package.cargo(&["clippy", "--version"]).status.success() {
        package.cargo_succeeds(&["clippy", "--quiet"]);
    } else {
        skip_without("clippy", "rustup component add clippy");
    }
}

/// No file is lost in a folder that no test reads.
#[test]
fn every_file_is_read_by_a_test() {
    let lost: Vec<_> = files().filter(|path| !is_read(path)).collect();
    assert!(
        lost.is_empty(),
        "no test reads these files of tests/ui. A case is `SUBJECT/KIND/CASE.rs`, with a `.stderr` file \
         beside it if it fails, and KIND is one of {KINDS:?}:\n{lost:#?}"
    );
}

/// Whether a test reads the file, by its path from here.
fn is_read(path: &Path) -> bool {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let ends_in = |extension: &str| path.extension().is_some_and(|it| it == extension);
    match parts[..] {
        [file] => file == "Cargo.toml" || ends_in("rs"),
        ["derive", "editions" | "lints", _] => ends_in("rs"),
        [_, kind, _] if !KINDS.contains(&kind) => false,
        [_, _, _] if ends_in("rs") => true,
        // Of a case that is gone, or that should pass.
        [_, kind, _] => {
            let is_expected = ends_in("stderr") && kind.starts_with("fail");
            is_expected && directory().join(path).with_extension("rs").exists()
        }
        _ => false,
    }
}

/// Whether the file is a program of that kind.
fn is_case(path: &Path, kind: &str) -> bool {
    path.components().count() == 3
        && path.parent().is_some_and(|parent| parent.ends_with(kind))
        && path.extension().is_some_and(|extension| extension == "rs")
}

/// All files of this suite, by their paths from here, in order.
fn files() -> impl Iterator<Item = PathBuf> {
    let mut files = Vec::new();
    let mut directories = vec![directory()];
    while let Some(directory) = directories.pop() {
        let entries = fs::read_dir(&directory)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", directory.display()));
        for path in entries.map(|entry| entry.expect("the directory can be read").path()) {
            if path.is_dir() { directories.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
        .into_iter()
        .map(|path| path.strip_prefix(directory()).expect("it was found there").to_path_buf())
}

fn directory() -> PathBuf {
    repository().join("tests/ui")
}

fn words_are_known() -> bool {
    let minor = minor_version_of_rustc();
    let known = minor >= WRITTEN_WITH;
    if !known {
        skip(&format!("rustc 1.{minor} words its errors otherwise than 1.{WRITTEN_WITH}"));
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
