//! `hot-straddle`: fields that are used often lie on more cache lines than they need.

use super::Sentence;
use super::common::hot_order::{HotLines, is_judged, outcome, straddles};
use super::common::sentence::Names;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{CACHE_LINE, Slot, TypeLayout};
use crate::placement::{Member, Promise};

/// What is wrong now, and what would mend it.
struct Straddle {
    names: Names,
    lines: HotLines,
    remedy: Remedy,
    promise: Promise,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Remedy {
    /// The hot fields first.
    Order,
    /// The same, each aligned so that it cannot lie on two lines.
    Align,
}

#[inline]
const fn straddle(layout: &TypeLayout) -> Option<Straddle> {
    if !is_judged(layout) || !layout.fields.have_flags() {
        return None;
    }
    let mut names = Names::new();
    let mut lines = HotLines::NONE;
    let mut walk = layout.walk();
    while let Some(slot) = walk.next() {
        let Slot::Field(field) = slot else { continue };
        let (Some(offset), true) = (field.offset, field.is_hot()) else { continue };
        lines.add(offset, field.size);
        if straddles(offset, field.size) {
            names.add(Member { variant: None, field });
        }
    }
    if lines.are_good() {
        return None;
    }
    let ordered = outcome(layout, false);
    if ordered.hot.are_good() {
        let promise = ordered.promise;
        return Some(Straddle { names, lines, remedy: Remedy::Order, promise });
    }
    // Nothing in a packed type is aligned more.
    let aligned = outcome(layout, true);
    if aligned.hot.are_good() && layout.repr.packed.is_none() {
        let promise = aligned.promise;
        return Some(Straddle { names, lines, remedy: Remedy::Align, promise });
    }
    None
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(Straddle { names, lines, .. }) = straddle(layout) else { return None };
    let mut text = Sentence::new();
    if names.count > 0 {
        text.str("the hot ")
            .verb(&names, "field ", "fields ")
            .names(&names)
            .verb(&names, " lies", " lie")
            .str(" across the end of a cache line of ")
            .number(CACHE_LINE)
            .str(" bytes, though ")
            .verb(&names, "it fits", "each fits")
            .str(" one");
    } else {
        text.str("the hot fields lie on ")
            .count(lines.lines, "cache line")
            .str(" of ")
            .number(CACHE_LINE)
            .str(" bytes where ")
            .number(lines.needed())
            .str(" would hold them");
    }
    Some(text)
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use super::common::hot_order::{is_widened, members, order};
    use std_alloc::format;
    use std_alloc::vec::Vec;

    let message = examine(layout)?;
    let Straddle { remedy, promise, .. } = straddle(layout)?;
    let members = members(layout, remedy == Remedy::Align);
    let order = order(layout, &members);
    let size = promise.size;
    let remedy = match remedy {
        Remedy::Order => format!("{order}: with the hot fields first, the type has {size} bytes"),
        Remedy::Align => {
            let widened = members.iter().filter(|member| is_widened(&member.field));
            let widened: Vec<_> = widened
                .map(|Member { field, .. }| {
                    format!("`{}` to {}", field.name, field.size.next_power_of_two())
                })
                .collect();
            format!(
                "no order alone helps: align {} with `cache::Aligned` or a `repr(align)` type around it, and \
                 {order}; the type then has {size} bytes",
                crate::put::joined(&widened, ", ")
            )
        }
    };
    let finding =
        Finding::new(FindingId::HotStraddle, Severity::Warning, &message, remedy, members);
    Some(finding.leading_to(promise))
}
