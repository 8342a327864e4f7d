//! Rules for types of debug info, without a derive.

use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::FindingId;
use layout_core::debug_info::{DebugType, Gate, GateError, Types};

use crate::build::traps;

fn ours() -> Types<'static> {
    traps().program.types().in_crate("traps")
}

fn failure(gate: &Gate, types: &Types<'_>) -> String {
    gate.check(types).expect_err("a type breaks the rule").to_string()
}

#[test]
fn sizes_are_limited() {
    let types = ours().named("traps::Plain");
    let size = types.iter().next().expect("it is there").size();
    types.max_size(size);
    let text = failure(&Gate::new().max_size(size - 1), &types);
    assert!(text.starts_with("1 type breaks layout rules:\n  traps::Plain"), "{text}");
    assert!(text.ends_with(&format!("\n    size is {size}, required <= {}", size - 1)), "{text}");
    let panic =
        catch_unwind(AssertUnwindSafe(|| types.max_size(size - 1))).expect_err("it is larger");
    assert_eq!(panic.downcast_ref::<String>(), Some(&text));
}

/// What is lost is lost in every value: of an enum what its largest variant leaves.
#[test]
fn padding_is_limited() {
    // `repr(C)`: a byte, eight, a byte; on targets where eight are aligned to four less is lost.
    let ordered = ours().named("traps::Ordered");
    let size = ordered.iter().next().expect("it is there").size();
    let lost = size - 10;
    let text = failure(&Gate::new().max_padding(9), &ordered);
    assert!(
        text.contains(&format!("padding takes {lost} of {size} bytes, required <= 9 %")),
        "{text}"
    );
    ordered.max_padding(
        u32::try_from(100 * lost).expect("a share").div_ceil(u32::try_from(size).expect("it")),
    );
    // Of `Int(u32)`, `Pair { x: u8, y: u64 }` and `Nothing` the second leaves least.
    let data = ours().named("traps::Data");
    let size = data.iter().next().expect("it is there").size();
    let used = 1 + 8 + size_of_tag("traps::Data");
    let text = failure(&Gate::new().max_padding(1), &data);
    assert!(text.contains(&format!("padding takes {} of {size} bytes", size - used)), "{text}");
}

fn size_of_tag(name: &str) -> usize {
    let layout = traps().program.named(name).expect("it is there").layout;
    match layout.tagging {
        Some(layout_core::layout::Tagging::Tag { size, .. }) => size,
        it => panic!("{it:?}"),
    }
}

/// A type that another order makes smaller is half padding too: a gate tells what it was asked.
#[test]
fn findings_are_denied() {
    let ordered = ours().named("traps::Ordered");
    let text = failure(&Gate::new().deny(&[FindingId::Reorder]), &ordered);
    assert!(text.contains("reorder is denied: "), "{text}");
    ordered.deny(&[FindingId::LargeVariant]);
    let panic = catch_unwind(AssertUnwindSafe(|| ordered.deny(&[FindingId::Reorder])));
    assert!(panic.is_err());
}

#[test]
fn no_type_is_no_pass() {
    let none = ours().in_module("traps::nowhere");
    let error = Gate::new().max_size(1).check(&none).expect_err("there is none");
    assert!(matches!(error, GateError::NoTypes { .. }), "{error}");
    assert!(error.to_string().starts_with("no types to check"), "{error}");
}

/// All types at once, those of the standard library too: a gate names as many as are larger.
#[test]
fn a_gate_names_each_type_that_breaks_a_rule() {
    let types = traps().program.types().filter(DebugType::is_compound);
    let most = 16;
    let large = types.iter().filter(|it| it.size() > most).count();
    assert!(large > 10, "{large}");
    let error = Gate::new().max_size(most).check(&types).expect_err("some are larger");
    assert_eq!(error.names().count(), large);
}
