//! Targets that the tests do not run on.

use snapbox::assert_data_eq;

use crate::support::{has_tool, layout, snapshot};

const HOST: &str = "x86_64-unknown-linux-gnu";
const OTHER: &str = "i686-unknown-linux-gnu";

/// Whether the core library of a target is installed.
fn has_target(target: &str) -> bool {
    let script = format!("ls \"$(rustc --print target-libdir --target {target})\"/libcore-*.rlib");
    has_tool("sh", &["-c", &script])
}

#[test]
fn a_type_has_a_column_for_each_target() {
    if !has_target(HOST) || !has_target(OTHER) {
        return;
    }
    let targets = format!("{HOST},{OTHER}");
    let run = layout(["-p", "bare", "show", "Register", "--target", &targets]);
    assert_data_eq!(run.succeeds(), snapshot("targets.txt"));
    let run = layout(["-p", "bare", "--target", OTHER]);
    assert!(run.succeeds().contains("  Register ("), "{}", run.stdout);
    assert!(run.stderr.contains("no findings: "), "{}", run.stderr);
}

#[test]
fn a_list_has_a_column_for_each_target() {
    if !has_target(HOST) || !has_target(OTHER) {
        return;
    }
    let targets = format!("{HOST},{OTHER}");
    let run = layout(["-p", "bare", "--target", &targets]);
    assert_data_eq!(run.succeeds(), snapshot("list-targets.txt"));
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    let run = layout(["-p", "plain", "--target", &targets, "-n", "1"]);
    assert!(run.succeeds().contains("\nand "), "{}", run.stdout);
    let run = layout(["-p", "bare", "--target", &targets, "--message-format", "markdown"]);
    assert_data_eq!(run.succeeds(), snapshot("list-targets.md"));
    for words in [["--message-format", "json"], ["--sort", "findings"]] {
        let run = layout(["-p", "bare", "--target", &targets].into_iter().chain(words));
        assert!(run.fails(2).contains("one `--target`"), "{}", run.stderr);
    }
}

/// A program is not linked, so that no linker of the target is needed.
#[test]
fn programs_are_read_without_a_linker() {
    if !has_target(OTHER) {
        return;
    }
    let run = layout(["-p", "waits", "futures", "--target", OTHER]);
    assert!(run.succeeds().contains("serve::{async fn}"), "{}", run.stdout);
}
