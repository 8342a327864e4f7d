//! Debug info that lies in other files than the program, where the tools of Linux put it.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use layout_core::debug_info::{self, DebugInfoError};
use layout_tests::skip::{skip, skip_without};

use crate::build::{compile, directory, fixture, native, run};
use crate::formats::{layouts, whole};

/// Whether a program of `binutils` is here.
fn has(tool: &str) -> bool {
    let is_there = Command::new(tool).arg("--version").output().is_ok();
    if !is_there {
        skip_without(tool, "install binutils, which gcc needs too");
    }
    is_there
}

fn objcopy(options: &[&str], from: &Path, to: &Path) {
    run(Command::new("objcopy").args(options).arg(from).arg(to));
}

/// A thin archive has but the names of its members.
#[test]
fn thin_archives_have_the_types_of_the_files_that_they_name() {
    let directory = directory("thin");
    if !has("ar") {
        return;
    }
    run(native().current_dir(&directory).arg(fixture("small.rs")).args([
        "-g",
        "--crate-type=lib",
        "--emit=obj",
        "-Ccodegen-units=1",
        "-o",
        "small.o",
    ]));
    fs::create_dir(directory.join("within")).expect("the directory can be made");
    fs::rename(directory.join("small.o"), directory.join("within/small.o")).expect("it is moved");
    run(Command::new("ar").current_dir(&directory).args(["rcT", "libsmall.a", "within/small.o"]));
    let path = directory.join("libsmall.a");
    assert!(fs::read(&path).expect("it is read").starts_with(b"!<thin>"));
    let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(layouts(&program, "small"), whole());
    fs::remove_file(directory.join("within/small.o")).expect("it is removed");
    let error = debug_info::read(&path).expect_err("the member is gone").to_string();
    assert!(error.contains("within/small.o"), "{error}");
}

/// The place of debug info by the identity of the build, as distributions install it.
#[test]
fn debug_info_is_found_by_the_identity_of_the_build() {
    let directory = directory("build_id");
    if !has("objcopy") {
        return;
    }
    // No other build has it.
    let number = std::process::id();
    let identity = format!("ab1a904700000000{number:08x}");
    let option = format!("-Clink-arg=-Wl,--build-id=0x{identity}");
    let path = compile("small.rs", &directory, &["-g", &option]);
    let stripped = directory.join("stripped");
    objcopy(&["--strip-debug"], &path, &stripped);
    let error = debug_info::read(&stripped).expect_err("its debug info is nowhere");
    assert!(matches!(error, DebugInfoError::NoDebugInfo), "{error}");
    let place = Path::new("/usr/lib/debug/.build-id").join(&identity[..2]);
    let place_of_file = place.join(format!("{}.debug", &identity[2..]));
    match fs::create_dir_all(&place).and_then(|()| fs::copy(&path, &place_of_file)) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            return skip("only root may write to /usr/lib/debug");
        }
        result => result.expect("it is copied"),
    };
    let program = debug_info::read(&stripped);
    fs::remove_file(&place_of_file).expect("it is removed");
    // If there is nothing else in it.
    let _ = fs::remove_dir(&place);
    assert_eq!(layouts(&program.expect("it is found"), "small"), whole());
}

/// Debug info of another build is refused, by the build's identity or by the checksum that the program has.
#[test]
fn debug_info_of_another_build_is_refused() {
    let directory = directory("other_build");
    if !has("objcopy") {
        return;
    }
    for (name, identities) in [("checksum", ["none", "none"]), ("identity", ["0x1234", "0x1235"])] {
        let debug = directory.join(format!("{name}.debug"));
        let [stripped, other] =
            ["stripped", "other"].map(|it| directory.join(format!("{name}-{it}")));
        let mut programs = identities.iter().map(|identity| {
            let option = format!("-Clink-arg=-Wl,--build-id={identity}");
            compile("small.rs", &directory, &["-g", &option])
        });
        let path = programs.next().expect("the first");
        objcopy(&["--only-keep-debug"], &path, &debug);
        objcopy(&["--strip-debug"], &path, &stripped);
        let link = format!("--add-gnu-debuglink={}", debug.display());
        run(Command::new("objcopy").arg(link).arg(&stripped));
        let program = debug_info::read(&stripped).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(layouts(&program, "small"), whole(), "{name}");
        // Now that of the other program takes its place.
        let path = programs.next().expect("the second");
        objcopy(&["--only-keep-debug", "--remove-section=.comment"], &path, &other);
        fs::rename(&other, &debug).expect("it is moved");
        let error = debug_info::read(&stripped).expect_err("it is of another build");
        assert!(matches!(error, DebugInfoError::Stale { .. }), "{name}: {error}");
    }
}

/// `dwz` moves what several programs have in common to a file of its own.
#[test]
fn debug_info_that_programs_share_is_said_to_be_unread() {
    let directory = directory("shared");
    if !has("objcopy") {
        return;
    }
    let path = compile("small.rs", &directory, &["-g"]);
    let link = directory.join("link");
    fs::write(&link, b"/usr/lib/debug/.dwz/common.debug\0\x12\x34\x56\x78").expect("it is written");
    let shared = directory.join("dwz");
    objcopy(&[&format!("--add-section=.gnu_debugaltlink={}", link.display())], &path, &shared);
    let error = debug_info::read(&shared).expect_err("a part of it is elsewhere");
    assert!(matches!(error, DebugInfoError::Shared { .. }), "{error}");
    let error = error.to_string();
    assert!(error.contains("/usr/lib/debug/.dwz/common.debug"), "{error}");
    assert!(error.contains("before `dwz`"), "{error}");
}
