//! What reports find in layouts: each finding where it is due and not where it is not, the order of
//! fields that it advises against all others, and the marks that types and fields bear for it.

#![allow(dead_code, reason = "types are declared for their layouts")]
#![allow(clippy::needless_raw_string_hashes, reason = "as `expect-test` writes them")]

#[allow(
    clippy::format_collect,
    clippy::format_push_string,
    clippy::items_after_statements,
    clippy::needless_for_each,
    clippy::ref_option,
    clippy::similar_names,
    clippy::single_match,
    clippy::too_many_lines,
    clippy::write_with_newline,
    reason = "text is made for a compiler, once"
)]
#[cfg(target_pointer_width = "64")]
mod advice;
mod boxed;
mod colors;
#[cfg(target_pointer_width = "64")]
mod each;
mod marks;
mod order;
mod residency;
#[path = "../../layout-core/examples/tutorials/structs.rs"]
mod structs;
mod table;
mod taught;
mod width;

use layout_core::analysis::{Finding, FindingId, findings};
use layout_core::{Layout, TypeLayout};

/// The identifiers of what is found in a type.
fn ids(layout: &TypeLayout) -> Vec<&'static str> {
    findings(layout).iter().map(|finding| finding.id.as_str()).collect()
}

/// The finding of that identifier in a type.
fn find<T: Layout>(id: FindingId) -> Option<Finding> {
    findings(&T::LAYOUT).into_iter().find(|finding| finding.id == id)
}
