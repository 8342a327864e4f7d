//! `padding-waste`: much of a type is padding.

#[cfg(feature = "alloc")]
use super::{Finding, Severity};
use super::{FindingId, Sentence};
use crate::layout::{CACHE_LINE, Kind, TypeLayout};
#[cfg(feature = "alloc")]
use crate::placement::{Gap, Promise, rooms};

/// A type is found wasteful if at least one byte of so many is padding,
const ONE_OF: usize = 4;

/// and if no other order of the fields needs less, one of so many.
const ONE_OF_NEEDED: usize = 2;

/// The padding that is found too much. That of a union is beside its fields, not between them.
#[inline]
const fn waste(layout: &TypeLayout) -> Option<usize> {
    let padding = layout.padding();
    let is_judged = layout.is_sized() && !matches!(layout.kind, Kind::Union);
    if !is_judged || padding == 0 || is_kept_apart(layout) || padding < layout.size.div_ceil(ONE_OF)
    {
        return None;
    }
    let one_of = if can_save(layout) { ONE_OF } else { ONE_OF_NEEDED };
    if padding >= layout.size.div_ceil(one_of) { Some(padding) } else { None }
}

/// Whether the type asks for the alignment of half a cache line or more, which none of its fields has: its
/// padding keeps others away.
#[inline]
const fn is_kept_apart(layout: &TypeLayout) -> bool {
    if layout.align < CACHE_LINE / 2 {
        return false;
    }
    let mut types = layout.fields.types;
    while let [first, others @ ..] = types {
        if first.align >= layout.align {
            return false;
        }
        types = others;
    }
    true
}

/// Whether another order of the fields needs less padding.
#[inline]
const fn can_save(layout: &TypeLayout) -> bool {
    super::reorder::examine(layout).is_some()
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(padding) = waste(layout) else { return None };
    let mut text = Sentence::new();
    text.padding(padding, layout.size);
    Some(text)
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let id = FindingId::PaddingWaste;
    let message = examine(layout)?;
    if can_save(layout) {
        let remedy = "order the fields by alignment, largest first";
        return Some(Finding::new(id, Severity::Warning, &message, remedy, []));
    }
    let room = rooms(layout.size, layout.repr, &Gap::of(layout));
    let less = if layout.repr.align.is_some() {
        "lower the alignment"
    } else {
        "narrow the field with the greatest alignment"
    };
    let remedy = std_alloc::format!(
        "no order of the fields is smaller: {less}, or use the free bytes: {room}"
    );
    let finding = Finding::new(id, Severity::Note, &message, remedy, []);
    // Fields that fit change nothing.
    Some(finding.leading_to(Promise { size: layout.size, is_exact: true }))
}
