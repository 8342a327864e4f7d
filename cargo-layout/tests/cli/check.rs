//! Rules in CI.

use snapbox::assert_data_eq;

use crate::support::{layout, scratch, snapshot};

#[test]
fn rules_that_hold_are_fine() {
    let run = layout(["-p", "plain", "check", "--max-size", "404", "--deny", "hot-straddle"]);
    assert!(run.succeeds().ends_with("keep to the rules\n"), "{}", run.stdout);
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
    assert!(layout(["-p", "plain", "check"]).fails(2).contains("no rule to check"));
    let run = layout(["-p", "plain", "check", "--max-size", "1", "--filter", "^nothing$"]);
    assert!(run.fails(1).contains("no type to check"), "{}", run.stderr);
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
