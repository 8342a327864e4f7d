//! A system without `/proc`, or with one that is not the kernel's, made by a mount namespace of its own.

use std::process::Command;

use layout_core::region::{RegionKind, memory_map, region_of};
use layout_tests::skip::skip;

/// Set for a process that has no `/proc`.
const CHILD: &str = "LAYOUT_FAULTS_NO_PROC";

#[test]
fn regions_are_unknown_and_the_map_is_an_error() {
    if std::env::var_os(CHILD).is_some() {
        return check();
    }
    run("regions_are_unknown_and_the_map_is_an_error", "mount -t tmpfs none /proc");
}

/// A copy of a list is of another process, or of the past.
#[test]
fn a_copy_of_proc_is_not_believed() {
    if std::env::var_os(CHILD).is_some() {
        let error = memory_map().expect_err("it is a copy");
        assert!(error.to_string().contains("/proc/thread-self/maps"), "{error}");
        return assert_eq!(region_of(&error).kind, RegionKind::Unknown);
    }
    let copy = "cat /proc/self/maps >/tmp/layout-maps && mount -t tmpfs none /proc && \
                mkdir /proc/self /proc/thread-self && cp /tmp/layout-maps /proc/self/maps && \
                mv /tmp/layout-maps /proc/thread-self/maps";
    run("a_copy_of_proc_is_not_believed", copy);
}

/// The list of a process that is still there, under the name of this one.
#[test]
fn the_list_of_another_process_is_not_believed() {
    if std::env::var_os(CHILD).is_some() {
        let error = memory_map().expect_err("it is of the shell");
        assert!(error.to_string().contains("another process"), "{error}");
        return assert_eq!(region_of(&error).kind, RegionKind::Unknown);
    }
    let other = "(sleep 9 >/dev/null 2>&1 & echo $! >/tmp/layout-sleeper) && \
                 other=/proc/$(cat /tmp/layout-sleeper) && rm /tmp/layout-sleeper && \
                 mount -t tmpfs none /mnt && mkdir /mnt/self /mnt/thread-self && \
                 mount --bind $other /mnt/self && mount --bind $other /mnt/thread-self && \
                 mount --rbind /mnt /proc";
    run("the_list_of_another_process_is_not_believed", other);
}

/// Runs a test again, after a command of the shell in a mount namespace of its own.
fn run(test: &str, prepare: &str) {
    let this = std::env::current_exe().expect("it has a path");
    let mut command = Command::new("unshare");
    // As another user it would need a namespace of users, too: with it, all can.
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
    command.arg(format!("{prepare} && exec \"$@\"")).arg("sh").arg(this);
    command.args(["--exact", &format!("no_proc::{test}")]);
    let output = match command.env(CHILD, "1").output() {
        Ok(output) => output,
        Err(error) => return skip(&format!("cannot run unshare: {error}")),
    };
    let words = String::from_utf8_lossy(&output.stderr);
    if words.contains("unshare: ") || words.contains("mount: ") {
        return skip(&format!("this system gives no namespace of mounts: {}", words.trim()));
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
