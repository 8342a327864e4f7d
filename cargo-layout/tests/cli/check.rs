//! Rules in CI.

use snapbox::assert_data_eq;

use std::fs;

use crate::support::{layout, scratch, snapshot};

#[test]
fn rules_that_hold_are_fine() {
    let run = layout(["-p", "plain", "check", "--max-size", "404", "--deny", "option-niche"]);
    assert!(run.succeeds().ends_with("pass all checks\n"), "{}", run.stdout);
}

#[test]
fn types_that_break_a_rule_are_named() {
    let run = layout(["-p", "plain", "check", "--max-size", "256", "--deny", "reorder"]);
    assert_data_eq!(run.fails(1), snapshot("check.err"));
    let run =
        layout(["-p", "plain", "check", "--max-padding", "50", "--message-format", "markdown"]);
    assert_data_eq!(run.stdout.clone(), snapshot("check.md"));
    run.fails(1);
}

#[test]
fn a_check_without_rules_or_types_fails() {
    assert!(layout(["-p", "plain", "check"]).fails(2).contains("nothing to check"));
    let run = layout(["-p", "plain", "check", "--max-size", "1", "--filter", "^nothing$"]);
    assert!(run.fails(1).contains("no types to check"), "{}", run.stderr);
    // Debug info does not tell which fields are marked.
    let run = layout(["-p", "plain", "check", "--deny", "hot-straddle"]);
    assert!(run.fails(1).contains("cannot tell whether"), "{}", run.stderr);
    let run = layout(["check", "--deny", "reoder"]);
    assert!(run.fails(2).contains("padding-waste"), "{}", run.stderr);
}

#[test]
fn what_a_baseline_has_is_no_fault() {
    let file = scratch("baselines").join("layout baseline.txt");
    let path = file.to_str().unwrap();
    let rules = ["-p", "plain", "check", "--max-size", "256", "--baseline", path];
    let run = layout(rules);
    assert!(!matches!(run.code, Some(0)), "there is no baseline: {}", run.stdout);
    layout(rules.into_iter().chain(["--update"])).succeeds();
    layout(rules).succeeds();
    let more = ["-p", "plain", "check", "--max-size", "20", "--baseline", path];
    let said = layout(more).fails(1);
    assert!(said.contains("plain::Session") && !said.contains("Message"), "{said}");
}

#[test]
fn what_is_not_as_the_lock_file_has_it_fails() {
    let file = scratch("locks").join("layout.lock");
    let path = file.to_str().unwrap();
    let missing = layout(["-p", "plain", "check", "--lock", path]);
    let create = "create it: `cargo layout lock -p plain --lock ";
    assert!(missing.fails(2).contains(create), "{}", missing.stderr);
    // Each says what it did not see, where the types that it is about are meant.
    for words in [&["lock"][..], &["check"], &["check", "--max-size", "404"]] {
        let run = layout([words, &["-p", "plain", "--lock", path]].concat());
        assert!(run.stderr.contains("plain::Unused"), "{}", run.stderr);
        run.succeeds();
    }
    let run = layout(["-p", "plain", "check", "--lock", path, "--filter", "^plain::wire::"]);
    assert!(!run.stderr.contains("plain::Unused"), "{}", run.stderr);
    // The advice is about the same types.
    let advice = "cargo layout lock -p plain --filter '^plain::wire::' --lock ";
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("checksum: u32", "sum: u32"))
        .unwrap();
    let run = layout(["-p", "plain", "check", "--lock", path, "--filter", "^plain::wire::"]);
    assert!(run.fails(1).contains(advice), "{}", run.stderr);
    layout(["-p", "plain", "lock", "--lock", path]).succeeds();
    assert_data_eq!(lasting(&fs::read_to_string(&file).unwrap(), path), snapshot("layout.lock"));
    layout(["-p", "plain", "check", "--lock", path]).succeeds();
    let run = layout([
        "-p",
        "plain",
        "check",
        "--lock",
        path,
        "--max-size",
        "1",
        "--filter",
        "^nothing$",
    ]);
    assert_eq!(run.fails(1).matches("no types to check").count(), 1, "{}", run.stderr);

    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("checksum: u32", "sum: u32")).unwrap();
    let run = layout(["-p", "plain", "check", "--lock", path]);
    assert_data_eq!(lasting(&run.fails(1), path), snapshot("lock.err"));
    layout(["-p", "plain", "check", "--lock", path, "--allow-compatible"]).succeeds();
    let both = ["-p", "plain", "check", "--lock", path, "--max-size", "256"];
    let said = layout(both).fails(1);
    assert!(said.contains("checksum") && said.contains("required <= 256"), "{said}");

    fs::write(&file, "nothing").unwrap();
    let said = layout(["-p", "plain", "check", "--lock", path]).fails(2);
    assert!(
        said.contains("cargo layout lock -p plain --lock ") && said.contains(" --overwrite`"),
        "{said}"
    );
    layout(["-p", "plain", "lock", "--lock", path, "--overwrite"]).succeeds();
    layout(["-p", "plain", "check", "--lock", path]).succeeds();
}

/// A text without the path of the lock file, and without the version of the compiler.
fn lasting(text: &str, path: &str) -> String {
    let line = |line: &str| {
        if line.starts_with("rustc ") {
            "rustc (its version)".into()
        } else {
            line.replace(path, "layout.lock")
        }
    };
    text.lines().map(|it| line(it) + "\n").collect()
}
