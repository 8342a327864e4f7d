//! A system without `/proc`, made by a mount namespace of its own.

use std::process::Command;

use layout_core::region::{RegionKind, memory_map, region_of};

/// Set for a process that has no `/proc`.
const CHILD: &str = "LAYOUT_FAULTS_NO_PROC";

#[test]
fn regions_are_unknown_and_the_map_is_an_error() {
    if std::env::var_os(CHILD).is_some() {
        return check();
    }
    let this = std::env::current_exe().expect("it has a path");
    let mut command = Command::new("unshare");
    // As another user it would need a namespace of users, too: with it, all can.
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
    command.arg("mount -t tmpfs none /proc && exec \"$@\"").arg("sh").arg(this);
    command.args(["--exact", "no_proc::regions_are_unknown_and_the_map_is_an_error"]);
    let output = match command.env(CHILD, "1").output() {
        Ok(output) => output,
        Err(error) => return println!("left out: cannot run unshare: {error}"),
    };
    let words = String::from_utf8_lossy(&output.stderr);
    if words.contains("unshare: ") || words.contains("mount: ") {
        return println!("left out: {words}");
    }
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}\n{said}{words}", output.status);
    assert!(said.contains("1 passed"), "{said}");
}

fn check() {
    assert!(!std::path::Path::new("/proc/self").exists(), "there is a /proc");
    let (local, boxed) = (1, Box::new(2));
    for region in [region_of(&local), region_of(&*boxed), region_of("text")] {
        assert_eq!(region.kind, RegionKind::Unknown, "{region:?}");
        assert!(region.file.is_none() && region.thread.is_none(), "{region:?}");
    }
    let error = memory_map().expect_err("there is nothing to read it from");
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
    assert!(error.to_string().contains("/proc"), "{error} does not say what is missing");
}
