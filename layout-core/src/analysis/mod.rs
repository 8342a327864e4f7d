//! What follows from a layout: pure functions, which know nothing of how it is shown.
//!
//! [`findings`] says what is worth a look, and what to do about it. Each finding has an
//! [identifier](FindingId): `#[layout(allow(padding-waste))]` on a type leaves it out of its reports,
//! and `#[layout(deny(padding-waste))]` makes it an error when the crate compiles.
//!
//! | identifier | found where |
//! | --- | --- |
//! | `padding-waste` | a quarter of the type or more is padding, or half of it where no other order of the fields needs less |
//! | `reorder` | another order of the fields of a `repr(C)` struct makes it smaller |
//! | `repr-c-cost` | a struct would be smaller without `repr(C)` |
//! | `large-variant` | to box the fields of one variant would halve the enum |
//! | `bool-cluster` | a bit for each `bool` instead of a byte would make the type smaller |
//! | `contended-line` | two atomics, locks or `UnsafeCell`s may lie on one cache line |
//! | `hot-straddle` | a field marked `#[layout(hot)]` lies on two cache lines, or such fields on more lines than they need |
//! | `hot-cold-mix` | a cache line holds a field marked hot and one marked `#[layout(cold)]` |
//! | `unaligned-field` | a field of a packed type may lie at an address that its type does not allow |
//! | `target-dependent` | a defined layout has a field whose size differs between targets |

mod bools;
mod contended;
#[cfg(feature = "alloc")]
mod finding;
mod hot;
mod lines;
mod members;
mod order;
mod padding;
mod place;
#[expect(clippy::result_large_err, reason = "a breach is made once, while a build fails")]
mod portability;
mod reorder;
mod residency;
mod rivals;
mod sentence;
mod shared;
mod spelling;
mod target;
mod unaligned;
mod variants;

#[cfg(feature = "alloc")]
use std_alloc::vec::Vec;

#[cfg(feature = "alloc")]
pub use finding::{Finding, Severity};
pub(crate) use lines::Lines;
pub(crate) use order::Order;
pub(crate) use portability::{Breach, Fault, portability_of};
pub use reorder::{Reordering, reorder};
pub use residency::{Residencies, Residency, residency};
#[cfg(feature = "alloc")]
pub(crate) use sentence::tenths_of_percent;
pub(crate) use sentence::{Piece, Sentence};

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
        FindingId::Reorder | FindingId::ReprCCost => reorder::finding(layout, id),
        FindingId::LargeVariant => variants::finding(layout),
        FindingId::BoolCluster => bools::finding(layout),
        FindingId::ContendedLine => contended::finding(layout),
        FindingId::HotStraddle => hot::straddle(layout),
        FindingId::HotColdMix => hot::mix(layout),
        FindingId::UnalignedField => unaligned::finding(layout),
        FindingId::TargetDependent => target::finding(layout),
    }
}

/// What a finding says, if there is one, whether it is allowed or not.
pub(crate) const fn examine(layout: &TypeLayout, id: FindingId) -> Option<Sentence> {
    match id {
        FindingId::PaddingWaste => padding::examine(layout),
        FindingId::Reorder | FindingId::ReprCCost => reorder::examine(layout, id),
        FindingId::LargeVariant => variants::examine(layout),
        FindingId::BoolCluster => bools::examine(layout),
        FindingId::ContendedLine => contended::examine(layout),
        FindingId::HotStraddle => hot::examine_straddle(layout),
        FindingId::HotColdMix => hot::examine_mix(layout),
        FindingId::UnalignedField => unaligned::examine(layout),
        FindingId::TargetDependent => target::examine(layout),
    }
}
