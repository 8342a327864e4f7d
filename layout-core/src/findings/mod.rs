//! What is worth a look in a layout, and what to do about it.
//!
//! Each finding has a file with its identifier as the name, and [`table`] lists them all. `common` holds what
//! several of them use. Each file has an `examine`, which says in a `const` what is true (for
//! `#[layout(deny(...))]`), and a `finding`, which adds the remedy and its effect.

mod bool_cluster;
mod common;
mod contended_line;
#[cfg(feature = "alloc")]
mod finding;
mod hot_cold_mix;
mod hot_straddle;
mod large_variant;
mod option_niche;
mod padding_waste;
mod reorder;
mod repr_c_cost;
mod table;
mod target_dependent;
mod unaligned_field;

#[cfg(feature = "alloc")]
use std_alloc::vec::Vec;

#[cfg(feature = "alloc")]
pub(crate) use common::sentence::tenths_of_percent;
pub(crate) use common::sentence::{Piece, Sentence};
#[cfg(feature = "alloc")]
pub use finding::Finding;
pub(crate) use table::examine;
pub use table::{FindingId, ParseFindingIdError, Severity};

#[cfg(feature = "alloc")]
use crate::layout::TypeLayout;

/// Returns what is worth a look in a layout, in the order of [`FindingId::ALL`].
///
/// At most one finding has each identifier, and no two have the same cause. Findings that the type
/// [allows](TypeLayout::allows) are left out.
///
/// Takes time linear in the number of fields of the type and of the types inside it.
#[cfg(feature = "alloc")]
#[must_use]
#[inline]
pub fn findings(layout: &TypeLayout) -> Vec<Finding> {
    let reorder = table::finding(layout, FindingId::Reorder);
    let is_ordered_badly = reorder.is_some();
    let mut reorder = reorder;
    let finding = |id: FindingId| match id {
        FindingId::Reorder => reorder.take(),
        // Another order says how to get rid of the padding.
        FindingId::PaddingWaste if is_ordered_badly => None,
        // What is of no field is of places, which another order changes.
        FindingId::TargetDependent => {
            table::finding(layout, id).filter(|found| !is_ordered_badly || !found.fields.is_empty())
        }
        _ => table::finding(layout, id),
    };
    let due = FindingId::ALL.iter().copied().filter(|id| !layout.allows(*id));
    due.filter_map(finding).collect()
}

/// The finding of that identifier, unless the type allows it, even if it has the same cause as another.
#[cfg(any(feature = "registry", feature = "debug-info"))]
#[inline]
pub(crate) fn finding(layout: &TypeLayout, id: FindingId) -> Option<Finding> {
    if layout.allows(id) { None } else { table::finding(layout, id) }
}
