//! `contended-line`: what several threads write lies on one cache line.

use super::rivals::{Rivalry, Rivals};
use super::sentence::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::FindingId;
use crate::layout::{CACHE_LINE, TypeLayout};

pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let names = Rivals::of(layout, Rivalry::Contended).names();
    if names.count == 0 {
        return None;
    }
    let mut text = Sentence::new();
    text.names(&names)
        .str(" may share a cache line of ")
        .number(CACHE_LINE)
        .str(" bytes: a thread that writes one of them slows down the others");
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let message = examine(layout)?;
    let remedy = "wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one \
                  name by `#[layout(contended = \"name\")]`";
    let rivals = Rivals::of(layout, Rivalry::Contended);
    Some(Finding::new(FindingId::ContendedLine, Severity::Warning, &message, remedy, rivals))
}
