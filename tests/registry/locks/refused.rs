//! Files and directories that may not be read or written, and a disk that is full: a clear error, and
//! nothing lost.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use layout_core::registry::{Lock, LockMode};

use super::File;
use crate::types_of;

/// Names the file that a child uses, and what it does with it.
const CHILD: &str = "LAYOUT_LOCK_REFUSED";

/// What the processes run.
#[test]
#[ignore = "the tests of this file run it, and say in a variable what it does"]
fn child() {
    let task = std::env::var(CHILD).expect("a test sets it");
    let (mode, path) = task.split_once(' ').expect("a mode and a path");
    let mode = if mode == "update" { LockMode::Update } else { LockMode::Check };
    match Lock::at(path).mode(mode).check(&types_of("zoo::wire")) {
        Ok(checked) => println!("\nanswer: written {}", checked.is_written),
        Err(error) => println!("\nanswer: {error}"),
    }
}

/// What a process that begins with these words says.
fn answer(words: &[&str], mode: &str, path: &Path) -> String {
    let this = std::env::current_exe().expect("it has a path");
    let (first, rest) = words.split_first().expect("there is a program");
    let output = Command::new(first)
        .args(rest)
        .arg(this)
        .args(["--ignored", "--exact", "locks::refused::child", "--nocapture"])
        .env(CHILD, format!("{mode} {}", path.display()))
        .output()
        .unwrap_or_else(|error| panic!("{first}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer = said.lines().find_map(|line| line.strip_prefix("answer: "));
    let answer = answer.unwrap_or_else(|| {
        panic!("{}: {said}{}", output.status, String::from_utf8_lossy(&output.stderr))
    });
    answer.replace(&path.display().to_string(), "layout.lock")
}

/// What starts a process that may do no more than permissions say, which root otherwise may.
fn without_rights() -> &'static [&'static str] {
    let is_root = fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0);
    if is_root { &["setpriv", "--bounding-set=-all", "--inh-caps=-all"] } else { &["env"] }
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("the file is ours");
}

#[test]
fn without_the_right_to_read_or_write_nothing_changes() {
    let file = File::of("rights", &types_of("zoo::wire"));
    let directory = file.0.parent().unwrap();
    let before = file.read();
    allow(&file.0, 0o000);
    let unread = ["check", "update"].map(|mode| answer(without_rights(), mode, &file.0));
    allow(&file.0, 0o644);
    file.write(&format!("# a comment\n{before}"));
    allow(directory, 0o555);
    let checked = answer(without_rights(), "check", &file.0);
    let unwritten = answer(without_rights(), "update", &file.0);
    allow(directory, 0o755);

    for answer in unread {
        assert_eq!(answer, "cannot read layout.lock: Permission denied (os error 13)");
    }
    assert_eq!(checked, "written false", "a check needs no more than the right to read");
    assert!(unwritten.starts_with("cannot create "), "{unwritten}");
    assert!(unwritten.ends_with(": Permission denied (os error 13)"), "{unwritten}");
    assert_eq!(file.read(), format!("# a comment\n{before}"));
    assert_eq!(file.neighbors(), ["layout.lock"]);
}

/// A file that may have no byte more, as on a full disk.
#[test]
fn a_file_that_cannot_be_written_whole_is_not_written_at_all() {
    let file = File::of("full", &types_of("zoo::wire"));
    file.edit("length: u16", "len: u16");
    let before = file.read();
    let limited = ["sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"];
    let answer = answer(&limited, "update", &file.0);
    assert_eq!(answer, "cannot write layout.lock: File too large (os error 27)");
    assert_eq!(file.read(), before);
    assert_eq!(file.neighbors(), ["layout.lock"], "the draft stayed");
}
