//! Rules that types must keep to.

use std::panic::UnwindSafe;

use layout_core::layout::FindingId;
use layout_core::registry::{self, Gate, Types};

use crate::types_of;

fn failure(gate: &Gate, module: &str) -> String {
    gate.check(&types_of(module)).expect_err("some type breaks the rules").to_string()
}

#[test]
fn denied_findings_are_told_with_type_and_place() {
    // The padding has the same cause as the order, and is told to who asks for it.
    let gate = Gate::new().deny(&[FindingId::Reorder, FindingId::PaddingWaste]);
    let failure = failure(&gate, "zoo");
    assert!(failure.starts_with("1 type breaks the rules for layouts:\n"), "{failure}");
    assert!(
        failure.contains("\n  registry::zoo::state::Session (tests/registry/zoo.rs:"),
        "{failure}"
    );
    assert!(failure.contains("\n    reorder is denied: 14 of 64 bytes are padding"), "{failure}");
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
    let gate = Gate::new().deny(&[FindingId::Reorder]).max_padding(1).max_size(8);
    let failure = gate.check(&session).unwrap_err().to_string();
    assert_eq!(failure.matches("\n    ").count(), 3, "{failure}");
}

/// What a call says when it panics.
fn panic_of(call: impl Fn() + UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(call).expect_err("it panics");
    *panic.downcast::<String>().expect("it is told in words")
}

#[test]
fn each_rule_of_one_line_panics_with_what_its_gate_says() {
    let wire = || types_of("zoo::wire");
    let of = |gate: Gate, types: &Types| gate.check(types).unwrap_err().to_string();
    let all = registry::all();
    let rules: [(&str, fn(), String); 6] = [
        ("deny", || registry::deny(FindingId::ALL), of(Gate::new().deny(FindingId::ALL), &all)),
        ("max_padding", || registry::max_padding(9), of(Gate::new().max_padding(9), &all)),
        ("max_size", || registry::max_size(8), of(Gate::new().max_size(8), &all)),
        (
            "Types::deny",
            || types_of("zoo").deny(&[FindingId::Reorder]),
            of(Gate::new().deny(&[FindingId::Reorder]), &types_of("zoo")),
        ),
        (
            "Types::max_padding",
            || types_of("zoo::wire").max_padding(9),
            of(Gate::new().max_padding(9), &wire()),
        ),
        (
            "Types::max_size",
            || types_of("zoo::wire").max_size(11),
            of(Gate::new().max_size(11), &wire()),
        ),
    ];
    for (name, rule, said) in rules {
        assert!(said.contains(" the rules for layouts:\n"), "{name}: {said}");
        assert_eq!(panic_of(rule), said, "of {name}");
    }
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
}
