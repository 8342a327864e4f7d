//! Files without types, and what is said of them.

use std::fs;
use std::path::Path;

use layout_core::debug_info::{self, DebugInfoError};

use crate::build::{compile, directory, fixture, native, run};

fn error(path: &Path) -> DebugInfoError {
    match debug_info::read(path) {
        Ok(program) => panic!("{}: {:?}", path.display(), program.types()),
        Err(error) => error,
    }
}

#[test]
fn a_program_without_types_says_what_to_set() {
    let directory = directory("without");
    // Without the standard library, which has debug info of its own.
    let object = |option: &str| {
        let path = directory.join(option);
        run(native().arg(fixture("objects.rs")).args(["--emit=obj", option, "-o"]).arg(&path));
        error(&path)
    };
    let lines = object("-Cdebuginfo=line-tables-only");
    assert!(matches!(lines, DebugInfoError::NoTypes), "{lines}");
    assert!(lines.to_string().contains("`debug = 2`"), "{lines}");
    let limited = object("-Cdebuginfo=1");
    assert!(matches!(limited, DebugInfoError::NoTypes), "{limited}");
    let none = object("-Cdebuginfo=0");
    assert!(matches!(none, DebugInfoError::NoDebugInfo), "{none}");
    let stripped = compile("small.rs", &directory, &["-g", "-Cstrip=symbols"]);
    let error = error(&stripped);
    assert!(matches!(error, DebugInfoError::NoDebugInfo), "{error}");
    assert!(error.to_string().contains("`strip = false`"), "{error}");
}

#[test]
fn a_file_that_is_no_object_says_what_it_is() {
    let directory = directory("no_object");
    for (name, bytes, words) in [
        ("empty", &b""[..], "the file is empty"),
        ("script", b"#!/bin/sh\n", "a script"),
        ("bitcode", b"BC\xc0\xde00000000", "LLVM bitcode"),
        ("pdb", b"Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0", "Microsoft's PDB format"),
        ("text", b"this is a text, and no object file at all", "of an unknown kind"),
    ] {
        let path = directory.join(name);
        fs::write(&path, bytes).expect("it is written");
        let error = error(&path).to_string();
        assert!(error.contains(words), "{name}: {error}");
        let same = debug_info::read_bytes(bytes).expect_err("it has no types").to_string();
        assert_eq!(same, error, "{name}");
    }
    let missing = error(&directory.join("missing"));
    assert!(matches!(missing, DebugInfoError::Io { .. }), "{missing}");
    assert!(missing.to_string().contains("missing"), "{missing}");
}

/// Wherever a file ends, it is an error or fewer types, never a panic.
#[test]
fn a_truncated_file_is_an_error() {
    let directory = directory("truncated");
    let path = compile("small.rs", &directory, &["-g", "--emit=obj", "-Ccodegen-units=1"]);
    let bytes = fs::read(&path).expect("it is read");
    let whole = debug_info::read_bytes(&bytes).expect("the whole is right").types().len();
    assert!(whole > 0);
    let step = bytes.len() / 100 + 1;
    for end in (0..bytes.len()).step_by(step) {
        assert!(debug_info::read_bytes(&bytes[..end]).is_err(), "cut at {end} of {}", bytes.len());
    }
}

/// Whatever byte is wrong, there is no panic.
#[test]
fn a_damaged_file_is_no_panic() {
    let directory = directory("damaged");
    let path = compile("small.rs", &directory, &["-g", "--emit=obj", "-Ccodegen-units=1"]);
    let bytes = fs::read(&path).expect("it is read");
    let step = bytes.len() / 100 + 1;
    let (mut read, mut refused) = (0, 0);
    for at in (0..bytes.len()).step_by(step) {
        for value in [0, 0xff] {
            let mut bad = bytes.clone();
            bad[at] = value;
            match debug_info::read_bytes(&bad) {
                Ok(program) => {
                    read += 1;
                    let types = program.types().in_crate("small");
                    types.iter().for_each(|it| drop(it.record().to_string()));
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(read > 0 && refused > 0, "{read} read, {refused} refused");
}

/// Files that are within themselves, or name each other, have an end.
#[test]
fn a_file_that_names_itself_is_no_endless_one() {
    let directory = directory("endless");
    // A file for several machines, of which the first part is the whole.
    let fat: Vec<u8> = [0xcafe_babe_u32, 1, 0x0100_0007, 3, 0, 28, 0]
        .iter()
        .flat_map(|word| word.to_be_bytes())
        .collect();
    debug_info::read_bytes(&fat).expect_err("it has no types");
    // An archive that names its members, of which one is the archive.
    let member = format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "thin.a/", 0, 0, 0, 644, 8);
    let path = directory.join("thin.a");
    fs::write(&path, format!("!<thin>\n{member}")).expect("it is written");
    error(&path);
    // What is no file is not read.
    let none = error(&directory);
    assert!(matches!(none, DebugInfoError::Io { .. }), "{none}");
}

/// Programs without debug info, each of which names the other as the place of it.
#[test]
#[cfg(target_os = "linux")]
fn files_that_name_each_other_are_read_once() {
    use std::process::Command;

    let directory = directory("each_other");
    // Of one build, so that each may be what was stripped off the other.
    let build = "-Clink-arg=-Wl,--build-id=sha1";
    let stripped = compile("small.rs", &directory, &["-Cdebuginfo=0", "-Cstrip=symbols", build]);
    let (one, other) = (directory.join("one"), directory.join("other"));
    fs::copy(&stripped, &one).expect("it is copied");
    fs::copy(&stripped, &other).expect("it is copied");
    for (from, to) in [(&one, "other"), (&other, "one")] {
        let section = directory.join("link");
        // The name, to a multiple of four bytes, and a checksum.
        let mut bytes = to.as_bytes().to_vec();
        bytes.resize(bytes.len() / 4 * 4 + 4, 0);
        bytes.extend([0; 4]);
        fs::write(&section, bytes).expect("it is written");
        let add = format!("--add-section=.gnu_debuglink={}", section.display());
        run(Command::new("objcopy").arg(add).arg(from));
    }
    assert!(matches!(error(&one), DebugInfoError::NoDebugInfo));
}

/// What the fuzzer begins with, and what it found, each as it is and with bytes that are wrong.
#[test]
fn files_of_the_fuzzer_are_no_panic() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/debug_info");
    let (mut files, mut records) = (0, 0);
    for entry in fs::read_dir(seeds).expect("the seeds") {
        let bytes = fs::read(entry.expect("a file").path()).expect("it is read");
        let mut show = |bytes: &[u8]| {
            let Ok(program) = debug_info::read_bytes(bytes) else { return };
            for it in program.types().iter().take(20) {
                assert!(it.align().is_power_of_two(), "{it:?}");
                drop(it.record().to_string());
                records += 1;
            }
        };
        show(&bytes);
        for at in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            let mut bad = bytes.clone();
            bad[at] ^= 0x15;
            show(&bad);
        }
        files += 1;
    }
    assert!(files >= 18 && records > files, "{files} files, {records} records");
}

#[test]
fn split_debug_info_that_is_gone_is_named() {
    let directory = directory("split_gone");
    let path = directory.join("small");
    run(native()
        .current_dir(&directory)
        .arg(fixture("small.rs"))
        .args(["-g", "-Csplit-debuginfo=unpacked", "-Zunstable-options"])
        .env("RUSTC_BOOTSTRAP", "1")
        .arg("-o")
        .arg(&path));
    debug_info::read(&path).expect("the files are there");
    let mut removed = 0;
    for entry in fs::read_dir(&directory).expect("the directory").map(|it| it.expect("a file")) {
        if entry.path().extension().is_some_and(|it| it == "dwo" || it == "o") {
            fs::remove_file(entry.path()).expect("it is removed");
            removed += 1;
        }
    }
    assert!(removed > 0);
    let error = error(&path);
    assert!(matches!(error, DebugInfoError::Split { .. }), "{error}");
    assert!(error.to_string().contains("split-debuginfo"), "{error}");
}
