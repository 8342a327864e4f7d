//! Rules that types must keep to.

use std::panic::UnwindSafe;

use layout_core::FindingId;
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
    assert!(failure.starts_with("1 type breaks layout rules:\n"), "{failure}");
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
            .ends_with("\n    padding takes 3 of 12 bytes, required <= 24 %")
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
        assert!(said.contains(" layout rules:\n"), "{name}: {said}");
        assert_eq!(panic_of(rule), said, "of {name}");
    }
}

#[test]
#[should_panic(expected = "no types to check in `registry::zo`")]
fn a_module_that_is_not_there_fails() {
    registry::in_module("registry::zo").max_padding(100);
}

#[test]
fn rules_for_the_whole_program() {
    registry::max_size(4096);
    registry::max_padding(75);
    registry::deny(&[FindingId::HotStraddle]);
}

/// What was so when a rule came is no fault; what is worse is.
#[test]
fn a_baseline_lets_pass_what_was_so_before() {
    use std::fs;

    use layout_core::registry::LockMode;

    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("layout-baseline.txt");
    let _ = fs::remove_file(&path);
    let types = types_of("zoo");
    let gate = |gate: Gate| {
        let check = gate.baseline(&path).baseline_mode(LockMode::Check);
        (check.clone(), check.baseline_mode(LockMode::Update))
    };
    let (check, update) = gate(Gate::new().deny(&[FindingId::Reorder]));
    let error = check.check(&types).unwrap_err().to_string();
    assert!(
        error.contains("there is no baseline ") && error.contains("LAYOUT_BASELINE=update"),
        "{error}"
    );
    update.check(&types).unwrap();
    check.check(&types).unwrap();
    let written = fs::read_to_string(&path).unwrap();
    let line = "registry::zoo::state::Session: size ";
    assert!(written.contains(line) && written.contains(", lost 14, reorder\n"), "{written}");
    assert_eq!(check.better_than_baseline(&types).unwrap(), [""; 0]);
    assert_eq!(Gate::new().max_size(1).better_than_baseline(&types).unwrap(), [""; 0]);
    // A rule that is kept now.
    let kept = written.replace("lost 14, reorder", "lost 14, padding-waste, reorder");
    fs::write(&path, kept).unwrap();
    let both = Gate::new().deny(&[FindingId::Reorder, FindingId::PaddingWaste]).baseline(&path);
    assert_eq!(both.better_than_baseline(&types).unwrap(), ["registry::zoo::state::Session"]);
    assert_eq!(
        check.better_than_baseline(&types).unwrap(),
        [""; 0],
        "the other rule is another gate's"
    );
    fs::write(&path, &written).unwrap();
    // Without it, the rule is broken.
    assert!(Gate::new().deny(&[FindingId::Reorder]).check(&types).is_err());

    let at = written.find(line).unwrap() + line.len();
    let size: usize = written[at..].split(',').next().unwrap().parse().unwrap();
    let now = format!("size {size}, lost 14, reorder");
    for (before, passes) in [
        (format!("size {}, lost 14, reorder", size + 8), true),
        (format!("size {}, lost 14, reorder", size - 8), false),
        (format!("size {size}, lost 13, reorder"), false),
        (format!("size {size}, lost 14, padding-waste"), false),
    ] {
        fs::write(&path, written.replace(&now, &before)).unwrap();
        let checked = check.check(&types);
        assert_eq!(checked.is_ok(), passes, "{before}");
        // What passes was worse, and is better now.
        let better = check.better_than_baseline(&types).unwrap();
        let expected: &[&str] = if passes { &["registry::zoo::state::Session"] } else { &[] };
        assert_eq!(better, expected, "{before}");
        if let Err(error) = checked {
            assert_eq!(error.names().collect::<Vec<_>>(), ["registry::zoo::state::Session"]);
            let told = format!("bytes lost, and is now {size} with 14 lost");
            assert!(error.to_string().contains(&told), "{error}");
        }
    }
    // Another rule in the same file, and an update of one that leaves the other alone.
    fs::write(&path, &written).unwrap();
    let (other, update_other) = gate(Gate::new().max_size(size - 1).max_padding(10));
    assert!(other.check(&types).is_err());
    update_other.check(&types).unwrap();
    other.check(&types).unwrap();
    check.check(&types).unwrap();
    let both = fs::read_to_string(&path).unwrap();
    assert!(both.contains("lost 14, max-padding, max-size, reorder\n"), "{both}");
    update.check(&types).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), both);

    for (text, words) in [
        ("", "does not begin with `layout-baseline 1`"),
        (written.trim_end().trim_end_matches("end"), "is truncated"),
        (&written.replace(", lost 14", ""), "expected `[target]`, or a type"),
    ] {
        fs::write(&path, text).unwrap();
        for gate in [&check, &update] {
            let error = gate.check(&types).unwrap_err().to_string();
            assert!(error.contains(words), "{words:?}: {error}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        check.clone().baseline_mode(LockMode::Overwrite).check(&types).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), written);
    }
}
