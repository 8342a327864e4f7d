//! `padding-waste`: much of a type is padding.

use super::reorder;
use super::sentence::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::FindingId;
use crate::layout::{Kind, TypeLayout};

/// A type is found wasteful if at least one byte of so many is padding,
const ONE_OF: usize = 4;

/// and if no other order of the fields needs less, one of so many.
const ONE_OF_NEEDED: usize = 2;

/// The padding that is found too much. That of a union is beside its fields, not between them.
const fn waste(layout: &TypeLayout) -> Option<usize> {
    let padding = layout.padding();
    let is_judged = layout.is_sized() && !matches!(layout.kind, Kind::Union);
    let one_of = if can_save(layout) { ONE_OF } else { ONE_OF_NEEDED };
    if is_judged && padding > 0 && padding >= layout.size.div_ceil(one_of) {
        Some(padding)
    } else {
        None
    }
}

/// Whether another order of the fields needs less padding.
const fn can_save(layout: &TypeLayout) -> bool {
    match reorder(layout) {
        Some(best) => best.saved > 0,
        None => false,
    }
}

pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(padding) = waste(layout) else { return None };
    let mut text = Sentence::new();
    text.number(padding)
        .str(" of ")
        .count(layout.size, "byte")
        .str(if padding == 1 { " is padding (" } else { " are padding (" })
        .share(padding, layout.size)
        .str(")");
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let message = examine(layout)?;
    let (severity, remedy) = if can_save(layout) {
        (Severity::Warning, "order the fields by alignment, the greatest first")
    } else if layout.repr.align.is_some() {
        (Severity::Note, "use the room for more fields, or ask for less alignment")
    } else {
        let remedy = "no order of the fields needs less: use the room for more fields, or narrow the \
                      one with the greatest alignment";
        (Severity::Note, remedy)
    };
    Some(Finding::new(FindingId::PaddingWaste, severity, &message, remedy, []))
}
