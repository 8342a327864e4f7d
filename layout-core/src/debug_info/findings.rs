//! Findings of types that debug info describes, by the rules that those of derived types follow.

mod lender;

use std::format;
use std::string::String;
use std::vec::Vec;

use self::lender::Lender;
use super::future::{self, States};
use super::human;
use crate::findings::{Finding, FindingId, Severity, finding, findings};
use crate::layout::{BaseRepr, Kind, Repr, TypeLayout};
use crate::record::{FieldRecord, Target, TypeRecord};

/// What only a type whose `repr` is known can follow.
const OF_KNOWN_REPR: [FindingId; 2] = [FindingId::ReprCCost, FindingId::TargetDependent];

/// What is worth a look in a type of that target.
pub(crate) fn of(record: &TypeRecord, target: &Target) -> Vec<Finding> {
    match States::of(record) {
        Some(states) => future::findings(record, target.pointer_size, &states),
        None => found(record, target, findings),
    }
}

/// The findings of these identifiers, even of one cause.
pub(super) fn denied(record: &TypeRecord, target: &Target, ids: &[FindingId]) -> Vec<Finding> {
    let all = match States::of(record) {
        Some(states) => future::findings(record, target.pointer_size, &states),
        None => found(record, target, |layout| {
            FindingId::ALL.iter().filter_map(|id| finding(layout, *id)).collect()
        }),
    };
    all.into_iter().filter(|found| ids.contains(&found.id)).collect()
}

/// Why debug info of that target does not tell whether types have one of these findings; `None` if it does.
pub(super) fn undecided(ids: &[FindingId], target: &Target) -> Option<String> {
    let of_marks = [FindingId::HotStraddle, FindingId::HotColdMix];
    let reason = |id: &FindingId| match id {
        id if of_marks.contains(id) => {
            Some("the debug info does not have the marks of fields".into())
        }
        id if OF_KNOWN_REPR.contains(id) => {
            Some("the debug info does not have the `repr` of types".into())
        }
        id if !id.is_of_futures() && !is_alike(target) => Some(format!(
            "the rules use the alignments of this machine, and those of {target} differ; run \
             the check on a machine of that kind"
        )),
        _ => None,
    };
    ids.iter()
        .find_map(|id| Some(format!("cannot tell whether a type has `{id}`: {}", reason(id)?)))
}

/// Whether alignments are those of the machine that this program runs on.
fn is_alike(target: &Target) -> bool {
    let this = Target::this();
    (target.arch == this.arch || target.pointer_size == 8)
        && target.pointer_size == this.pointer_size
}

/// Whether a type of that target may have findings, if it is no future: whatever lies within its fields.
pub(super) fn may_have(record: &TypeRecord, target: &Target) -> bool {
    // What stands in the standard library is nobody's to change.
    let root = record.module_path.split("::").next();
    let is_of_std = matches!(root, Some("core" | "alloc" | "std"));
    let is_told = record.kind.has_fields() || record.kind == Kind::Enum;
    !is_of_std && is_told && is_alike(target)
}

/// What rules find in a type of that target.
///
/// The rules know the alignments of the machine that they run on: there are findings for targets with pointers
/// as wide as this program's alone.
fn found(
    record: &TypeRecord,
    target: &Target,
    rules: fn(&TypeLayout) -> Vec<Finding>,
) -> Vec<Finding> {
    // The states of a future are no variants that one could box.
    let is_machine = record.type_name.rsplit("::").next().is_some_and(human::is_state_machine);
    if is_machine || !may_have(record, target) {
        return Vec::new();
    }
    let is_of_c = record.repr.base == BaseRepr::C;
    let is_in_order = !is_of_c && is_in_order_of_c(record);
    let base = if is_of_c || is_in_order { BaseRepr::C } else { BaseRepr::Rust };
    let repr = Repr { base, int: None, ..record.repr };
    let found = Lender::default().with(record, repr, rules);
    let mut kept: Vec<Finding> =
        found.into_iter().filter(|it| !OF_KNOWN_REPR.contains(&it.id)).collect();
    if is_in_order {
        // Had the compiler chosen the order, it would have found the better one.
        let is_smaller = kept.iter().any(|it| it.id == FindingId::Reorder);
        for finding in kept.iter_mut().filter(|it| it.id == FindingId::Reorder) {
            // `repr(C)` is written for somebody who reads the bytes, of whom debug info does not tell.
            finding.severity = Severity::Note;
            finding.message = format!(
                "{} (the compiler did not choose this order: the type is `repr(C)`)",
                finding.message
            );
        }
        if !is_smaller {
            kept.retain(|it| it.id != FindingId::Reorder);
        }
    }
    kept
}

/// The next multiple of an alignment, or the greatest number if there is none.
fn round_up(offset: usize, align: usize) -> usize {
    offset.checked_next_multiple_of(align).unwrap_or(usize::MAX)
}

/// Whether the fields lie as C places them, in the order of their declaration.
fn is_in_order_of_c(record: &TypeRecord) -> bool {
    let is_struct = matches!(record.kind, Kind::Struct | Kind::TupleStruct);
    if !is_struct || record.tail.is_some() || record.module_path.is_empty() {
        return false;
    }
    let mut end = 0;
    let limit = record.repr.packed.unwrap_or(usize::MAX);
    let is_next = |field: &FieldRecord| {
        let start = round_up(end, field.align.min(limit).max(1));
        end = start.saturating_add(field.size);
        field.offset == Some(start)
    };
    record.fields.iter().all(is_next) && round_up(end, record.align.max(1)) == record.size
}
