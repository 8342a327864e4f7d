//! Files that are built already, and those that are written.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Run, command, fixture, has_tool, layout, program, scratch};

fn read(path: &Path) -> Run {
    layout([OsStr::new("--binary"), path.as_os_str()])
}

#[test]
fn a_file_is_read_without_a_build() {
    let program = program();
    let run = read(&program);
    assert!(run.succeeds().contains("Options"), "{}", run.stdout);
    assert!(!run.stdout.contains("Vec<"), "types of another crate: {}", run.stdout);
    let run = layout([
        "--binary".as_ref(),
        program.as_os_str(),
        "show".as_ref(),
        "plain::Session".as_ref(),
    ]);
    assert!(run.succeeds().contains("size 24"), "{}", run.stdout);
    let run = layout(["--binary".as_ref(), program.as_os_str(), "--target".as_ref(), "a".as_ref()]);
    assert!(run.fails(2).contains("remove `--target`"), "{}", run.stderr);
}

#[test]
fn a_path_may_be_no_unicode() {
    let directory = scratch("bytes").join(OsStr::from_bytes(b"not \xff unicode"));
    fs::create_dir_all(&directory).unwrap();
    let copy = directory.join(OsStr::from_bytes(b"pro\xfegram"));
    fs::copy(program(), &copy).unwrap();
    read(&copy).succeeds();
    // Cargo does not take it; what it says is passed on.
    fs::write(
        directory.join("Cargo.toml"),
        "[workspace]\n[package]\nname = \"a\"\n[lib]\npath = \"a.rs\"\n",
    )
    .unwrap();
    fs::write(
        directory.join("a.rs"),
        "pub struct A { pub a: u8 }\npub fn a() -> A { A { a: 1 } }\n",
    )
    .unwrap();
    let run: Run = command(&directory).output().unwrap().into();
    assert!(matches!(run.code, Some(0 | 101)), "{:?} {}", run.code, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_none_is_told_with_a_remedy() {
    let directory = scratch("broken files");
    let bytes = fs::read(program()).unwrap();
    let broken = directory.join("cut");
    fs::write(&broken, &bytes[..bytes.len() / 2]).unwrap();
    assert!(read(&broken).fails(2).contains("damaged"), "{}", read(&broken).stderr);
    let text = directory.join("text");
    fs::write(&text, "#!/bin/sh\n").unwrap();
    assert!(read(&text).fails(2).contains("a script"));
    let missing = directory.join("missing");
    assert!(read(&missing).fails(2).contains("cannot read"));
    assert!(read(&directory).fails(2).contains("not a regular file"));
    if has_tool("strip", &["--version"]) {
        let stripped = directory.join("stripped");
        let mut strip = Command::new("strip");
        strip.arg("-o").arg(&stripped).arg(program());
        assert!(strip.status().unwrap().success());
        assert!(read(&stripped).fails(2).contains("`debug = 2`"), "{}", read(&stripped).stderr);
    }
}

/// Whatever bytes are damaged, there is an answer.
#[test]
fn a_damaged_file_is_no_panic() {
    let bytes = fs::read(program()).unwrap();
    let path = scratch("damaged").join("program");
    for seed in 0..12_usize {
        let mut damaged = bytes.clone();
        let step = damaged.len() / (7 + seed);
        for at in (seed * 31..damaged.len()).step_by(step) {
            damaged[at..].iter_mut().take(64).for_each(|byte| *byte ^= 0x5a);
        }
        fs::write(&path, &damaged).unwrap();
        let run = read(&path);
        assert!(matches!(run.code, Some(0 | 2)), "{seed}: {:?} {}", run.code, run.stderr);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = command(fixture())
        .args(["-p", "plain", "--message-format", "json", "--all-crates"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run: Run = child.wait_with_output().unwrap().into();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

#[test]
fn a_full_disk_is_told() {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let run: Run = command(fixture()).args(["-p", "plain"]).stdout(full()).output().unwrap().into();
    assert!(run.fails(2).contains("cannot write to stdout"), "{}", run.stderr);
    let run = layout(["-p", "plain", "-o", "/dev/full"]);
    assert!(run.fails(2).contains("cannot write `/dev/full`"), "{}", run.stderr);
    // Nor does it matter that it cannot be told.
    let run = command(fixture()).args(["--binary", "/no"]).stderr(full()).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let directory = scratch("written");
    let path = directory.join("report.json");
    fs::write(&path, "as it was").unwrap();
    let write = |path: &Path, more: &[&str]| {
        let words = ["-p", "plain", "--message-format", "json", "-o"].map(OsStr::new);
        layout(words.into_iter().chain([path.as_os_str()]).chain(more.iter().map(OsStr::new)))
    };
    write(&path, &["--target", "no-such-target"]).fails(101);
    assert_eq!(fs::read_to_string(&path).unwrap(), "as it was");
    write(&directory.join("no/such/report.json"), &[]).fails(2);
    write(&path, &[]).succeeds();
    assert!(fs::read_to_string(&path).unwrap().starts_with("{\"format\":1"));
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 1, "a draft is left");
}

/// Debug info has no `r#`, and a person may write it.
#[test]
fn raw_identifiers_are_found_in_both_spellings() {
    let directory = scratch("raw");
    let (source, object) = (directory.join("sample.rs"), directory.join("sample.o"));
    let text =
        "pub mod r#mod { pub struct r#type { pub a: u32, pub b: u8 } pub fn keep(_: &r#type) {} }";
    fs::write(&source, text).unwrap();
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition=2024", "--crate-type=lib", "-g", "--emit=obj", "-o"]);
    let output = rustc.arg(&object).arg(&source).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let layout = |words: &[&str]| {
        let file = ["--binary".as_ref(), object.as_os_str()];
        layout(file.into_iter().chain(words.iter().map(|word| OsStr::new(*word))))
    };
    for name in ["sample::mod::type", "sample::r#mod::r#type", "r#mod::type", "r#type", "type"] {
        let run = layout(&["show", name]);
        assert!(run.succeeds().contains("sample::mod::type"), "{name}: {}", run.stdout);
    }
    for filter in ["r#mod::r#type$", "mod::type$"] {
        let run = layout(&["--filter", filter]);
        assert!(run.succeeds().starts_with("1 type of 1 crate"), "{filter}: {}", run.stdout);
    }
    let run = layout(&["--filter", "r#mod::Type"]);
    assert!(run.succeeds().starts_with("0 types"), "{}", run.stdout);
}
