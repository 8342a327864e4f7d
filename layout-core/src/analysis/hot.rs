//! `hot-straddle` and `hot-cold-mix`: where the fields lie that are used often.

use super::members::{Member, Walks};
use super::residency::{Residencies, Residency, residency};
use super::rivals::{Rivalry, Rivals};
use super::sentence::{Names, Sentence};
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
use crate::compare::greater;
#[cfg(feature = "alloc")]
use crate::layout::FindingId;
use crate::layout::{CACHE_LINE, Slot, TypeLayout, Walk};

/// The hot fields that lie on two lines though one could hold them.
struct Straddles(Residencies);

impl Straddles {
    const fn of(layout: &TypeLayout) -> Self {
        Self(residency(layout))
    }

    const fn next(&mut self) -> Option<Member> {
        while let Some(found) = self.0.next() {
            if found.field.is_hot() && found.straddles() {
                let Residency { variant, field, .. } = found;
                return Some(Member { variant, field });
            }
        }
        None
    }

    const fn names(mut self) -> Names {
        let mut names = Names::new();
        while let Some(member) = self.next() {
            names.add(member);
        }
        names
    }
}

#[cfg(feature = "alloc")]
impl Iterator for Straddles {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

/// On how many lines the hot fields lie, and how many would hold them.
#[derive(Clone, Copy)]
struct Spread {
    lines: usize,
    needed: usize,
}

/// The first variant, or the struct, whose hot fields lie on more lines than they need.
const fn spread(layout: &TypeLayout) -> Option<Spread> {
    let mut walks = Walks::of(layout);
    while let Some((_, walk)) = walks.next() {
        let spread = spread_of(walk);
        if spread.lines > spread.needed {
            return Some(spread);
        }
    }
    None
}

const fn spread_of(mut walk: Walk) -> Spread {
    // The lines below this one are counted.
    let mut counted = 0;
    let (mut lines, mut bytes) = (0, 0_usize);
    while let Some(slot) = walk.next() {
        let Slot::Field(field) = slot else { continue };
        let (Some(offset), true) = (field.offset, field.is_hot() && field.size > 0) else {
            continue;
        };
        let first = offset / CACHE_LINE;
        let behind = offset.saturating_add(field.size - 1) / CACHE_LINE + 1;
        lines += behind.saturating_sub(greater(first, counted));
        counted = greater(behind, counted);
        bytes = bytes.saturating_add(field.size);
    }
    Spread { lines, needed: bytes.div_ceil(CACHE_LINE) }
}

pub(super) const fn examine_straddle(layout: &TypeLayout) -> Option<Sentence> {
    let mut text = Sentence::new();
    let names = Straddles::of(layout).names();
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
        return Some(text);
    }
    let Some(Spread { lines, needed }) = spread(layout) else { return None };
    text.str("the hot fields lie on ")
        .count(lines, "cache line")
        .str(" of ")
        .number(CACHE_LINE)
        .str(" bytes where ")
        .number(needed)
        .str(" would hold them");
    Some(text)
}

pub(super) const fn examine_mix(layout: &TypeLayout) -> Option<Sentence> {
    let names = Rivals::of(layout, Rivalry::HotCold).names();
    if names.count == 0 {
        return None;
    }
    let mut text = Sentence::new();
    text.str("hot and cold fields share a cache line of ")
        .number(CACHE_LINE)
        .str(" bytes: ")
        .names(&names);
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn straddle(layout: &TypeLayout) -> Option<Finding> {
    let message = examine_straddle(layout)?;
    let remedy = if layout.repr.is_reorderable() {
        "put the hot fields in a struct of their own, or choose the order with `repr(C)`"
    } else {
        "declare the hot fields first, the widest of them before the others"
    };
    let mut members: std_alloc::vec::Vec<_> = Straddles::of(layout).collect();
    if members.is_empty() {
        members = super::members::Members::of(layout).filter(|it| it.field.is_hot()).collect();
    }
    Some(Finding::new(FindingId::HotStraddle, Severity::Warning, &message, remedy, members))
}

#[cfg(feature = "alloc")]
pub(super) fn mix(layout: &TypeLayout) -> Option<Finding> {
    let message = examine_mix(layout)?;
    let is_one_line = layout.cache_lines() <= 1;
    let remedy = if is_one_line {
        "put the cold fields behind a pointer, so that more values fit a line"
    } else if layout.repr.is_reorderable() {
        "put the cold fields in a struct of their own, or choose the order with `repr(C)`"
    } else {
        "declare the hot fields first and the cold ones last"
    };
    // In one line the mixture costs only where many values lie side by side.
    let severity = if is_one_line { Severity::Note } else { Severity::Warning };
    let rivals = Rivals::of(layout, Rivalry::HotCold);
    Some(Finding::new(FindingId::HotColdMix, severity, &message, remedy, rivals))
}
