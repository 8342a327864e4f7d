//! What follows from a layout: pure functions, which know nothing of how it is shown.
//!
//! [`findings`] says what is worth a look, and what to do about it. Each finding has an
//! [identifier](FindingId): `#[layout(allow(padding-waste))]` on a type leaves it out of its reports,
//! and `#[layout(deny(padding-waste))]` makes it an error when the crate compiles.
//!
//! | identifier | found where |
//! | --- | --- |
//! | `padding-waste` | a quarter of the type or more is padding |
//! | `reorder` | another order of the fields of a `repr(C)` struct makes it smaller |
//! | `repr-c-cost` | a struct would be smaller without `repr(C)` |
//! | `large-variant` | to box the fields of one variant would halve the enum |
//! | `bool-cluster` | a bit for each `bool` instead of a byte would make the type smaller |
//! | `contended-line` | two atomics, locks or `UnsafeCell`s may lie on one cache line |
//! | `hot-straddle` | a field marked `#[layout(hot)]` lies on two cache lines, or such fields on more lines than they need |
//! | `hot-cold-mix` | a cache line holds a field marked hot and one marked `#[layout(cold)]` |
//! | `unaligned-field` | a field of a packed type may lie at an address that its type does not allow |
//! | `target-dependent` | a defined layout has a field whose size differs between targets |
#![allow(dead_code, unused_imports)]

#[cfg(feature = "alloc")]
mod finding;
mod members;
mod order;
mod padding;
mod sentence;

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
pub use finding::{Finding, Severity};
pub use order::{Reordering, reorder, size_without_repr_c};
pub(crate) use sentence::{Piece, Sentence, tenths_of_percent};

pub use crate::layout::FindingId;
use crate::layout::TypeLayout;

/// What is worth a look in a layout, in the order of [`FindingId::ALL`]: at most one finding of each
/// identifier, and none that the type [allows](TypeLayout::allows).
///
/// Time linear in the number of fields of the type and of the types in it.
#[cfg(feature = "alloc")]
#[must_use]
pub fn findings(layout: &TypeLayout) -> Vec<Finding> {
    let ids = FindingId::ALL.into_iter().filter(|&id| !layout.allows(id));
    ids.filter_map(|id| finding(layout, id)).collect()
}

#[cfg(feature = "alloc")]
fn finding(layout: &TypeLayout, id: FindingId) -> Option<Finding> {
    match id {
        FindingId::PaddingWaste => padding::finding(layout),
        FindingId::Reorder | FindingId::ReprCCost => order::finding(layout, id),
        _ => None,
    }
}

/// What a finding says, if there is one, whether it is allowed or not.
pub(crate) const fn examine(layout: &TypeLayout, id: FindingId) -> Option<Sentence> {
    match id {
        FindingId::PaddingWaste => padding::examine(layout),
        FindingId::Reorder | FindingId::ReprCCost => order::examine(layout, id),
        _ => None,
    }
}
