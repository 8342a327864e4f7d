//! Rules that types must keep to.

use layout_core::layout::FindingId;
use layout_core::registry::{self, Gate};

use crate::types_of;

fn failure(gate: &Gate, module: &str) -> String {
    gate.check(&types_of(module)).expect_err("some type breaks the rules").to_string()
}

#[test]
fn denied_findings_are_told_with_type_and_place() {
    let gate = Gate::new().deny(&[FindingId::Reorder, FindingId::ReprCCost]);
    let failure = failure(&gate, "zoo");
    assert!(failure.starts_with("1 type breaks the rules for layouts:\n"), "{failure}");
    assert!(
        failure.contains("\n  registry::zoo::state::Session (tests/registry/zoo.rs:"),
        "{failure}"
    );
    assert!(failure.contains("\n    reorder is denied: another order of the fields"), "{failure}");
    assert!(failure.contains("\n    repr-c-cost is denied: "), "{failure}");
    gate.check(&types_of("zoo::wire")).unwrap();
}

#[test]
fn what_a_type_allows_is_not_denied_to_it() {
    types_of("zoo::state").deny(&[FindingId::ContendedLine]);
    let error = Gate::new().deny(&[FindingId::ContendedLine]).check(&types_of("many::m0::n0"));
    assert_eq!(
        error.unwrap_err().names().collect::<Vec<_>>(),
        ["registry::many::m0::n0::Counters"]
    );
}

#[test]
fn limits_hold_up_to_the_very_number() {
    let wire = types_of("zoo::wire").filter(|entry| entry.layout().name == "Message");
    wire.max_size(12);
    wire.max_padding(25);
    let failure = |gate: Gate| gate.check(&wire).unwrap_err().to_string();
    assert!(failure(Gate::new().max_size(11)).ends_with("\n    size is 12, required <= 11"));
    assert!(
        failure(Gate::new().max_padding(24))
            .ends_with("\n    3 of 12 bytes are lost, 24 % are allowed")
    );
}

#[test]
fn all_rules_that_a_type_breaks_are_told() {
    let session = types_of("zoo::state").filter(|entry| entry.layout().name == "Session");
    let gate = Gate::new().deny(&[FindingId::BoolCluster]).max_padding(1).max_size(8);
    let failure = gate.check(&session).unwrap_err().to_string();
    assert_eq!(failure.matches("\n    ").count(), 3, "{failure}");
}

#[test]
#[should_panic(expected = "1 type breaks the rules for layouts")]
fn a_rule_of_one_line_panics() {
    types_of("zoo::wire").max_size(11);
}

#[test]
#[should_panic(expected = "there is no derived type to check in `registry::zo`")]
fn a_module_that_is_not_there_fails() {
    registry::in_module("registry::zo").max_padding(100);
}

#[test]
fn rules_for_the_whole_program() {
    registry::max_size(4096);
    registry::max_padding(75);
    registry::deny(&[FindingId::HotStraddle]);
    assert!(std::panic::catch_unwind(|| registry::max_size(8)).is_err());
}
