//! Findings of types without a derive.

use layout_core::debug_info::{self, Program};
use layout_core::record::LayoutRecord;

use crate::build::{compile, directory};

fn identifiers(program: &Program, name: &str) -> (Vec<String>, LayoutRecord) {
    let record = program.named(&format!("findings::{name}")).expect("it is there");
    (record.findings.iter().map(|it| it.id.clone()).collect(), record)
}

#[test]
fn what_is_found_needs_no_repr() {
    let directory = directory("findings");
    let options = ["-g", "--crate-type=lib", "--emit=obj"];
    let program =
        debug_info::read(compile("findings.rs", &directory, &options)).expect("it is read");
    for (name, expected) in [
        ("BadOrder", &["reorder"][..]),
        // The compiler orders these, so that there is nothing to advise.
        ("Chosen", &[]),
        ("Sorted", &[]),
        ("Large", &["large-variant"]),
        ("Counters", &["contended-line"]),
        ("Options", &["option-niche"]),
        ("Packed", &["unaligned-field"]),
    ] {
        let (found, record) = identifiers(&program, name);
        assert_eq!(found, expected, "{record}");
    }
    let (_, record) = identifiers(&program, "BadOrder");
    let message = &record.findings[0].message;
    assert!(message.contains("needs 8 bytes"), "{message}");
    assert!(message.contains("the type is `repr(C)`"), "{message}");
    let (_, record) = identifiers(&program, "Large");
    assert_eq!(record.findings[0].fields, ["Big.0"], "{record}");
}
