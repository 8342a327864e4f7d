//! `hot-cold-mix`: fields that are seldom used lie on the cache lines of those used often.

use super::Sentence;
use super::common::hot_order::{is_judged, outcome};
use super::common::line_conflicts::{ConflictKind, LineConflicts};
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{CACHE_LINE, TypeLayout};
use crate::placement::{Placing, Promise};

/// What would part hot and cold fields.
#[derive(Clone, Copy)]
enum Remedy {
    /// The hot fields first, and the cold ones last.
    Order(Promise),
    /// The cold fields behind a pointer; or in a struct that begins a line, unless the type is packed.
    Move { boxed: Promise, aligned: Option<Promise> },
    /// The cold fields are no larger than a pointer.
    Align(Promise),
}

#[inline]
const fn remedy(layout: &TypeLayout) -> Option<Remedy> {
    if !is_judged(layout) {
        return None;
    }
    let ordered = outcome(layout, false);
    if ordered.are_apart {
        return Some(Remedy::Order(ordered.promise));
    }
    let boxed = with_cold_as(layout, size_of::<usize>(), align_of::<usize>());
    let is_one_line = layout.size <= CACHE_LINE;
    let aligned = if is_one_line || layout.repr.packed.is_some() {
        None
    } else {
        let size = cold(layout).least_size().next_multiple_of(CACHE_LINE);
        Some(with_cold_as(layout, size, CACHE_LINE))
    };
    match aligned {
        _ if boxed.size < layout.size => Some(Remedy::Move { boxed, aligned }),
        Some(aligned) => Some(Remedy::Align(aligned)),
        None => None,
    }
}

/// The cold fields, as a struct of their own.
#[inline]
const fn cold(layout: &TypeLayout) -> Placing {
    let mut cold = Placing::new(crate::layout::Repr::RUST);
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if field.is_cold() {
            cold.field(&field);
        }
    }
    cold
}

/// The size of a struct whose cold fields are replaced by one at the end.
#[inline]
const fn with_cold_as(layout: &TypeLayout, size: usize, align: usize) -> Promise {
    let mut placing = Placing::new(layout.repr);
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if !field.is_cold() {
            placing.field(&field);
        }
    }
    placing.place(size, align);
    Promise { size: placing.size(), is_exact: true }
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    // Of other types nothing is advised.
    if !is_judged(layout) || !layout.fields.have_flags() {
        return None;
    }
    let names = LineConflicts::of(layout, ConflictKind::HotCold).names();
    if names.count == 0 || remedy(layout).is_none() {
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
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use super::common::hot_order::{members, order};
    use crate::placement::Members;
    use std_alloc::format;
    use std_alloc::vec::Vec;

    let message = examine(layout)?;
    let cold: Vec<_> = Members::of(layout).filter(|it| it.field.is_cold()).collect();
    let names: Vec<_> = cold.iter().map(|it| format!("`{}`", it.field.name)).collect();
    let names = crate::put::joined(&names, ", ");
    let (remedy, promise, members) = match remedy(layout)? {
        Remedy::Order(promise) => {
            let members = members(layout, false);
            let order = order(layout, &members);
            let size = promise.size;
            let remedy = format!(
                "{order}: with the hot fields first and the cold ones last, the type has {size} bytes"
            );
            (remedy, promise, members)
        }
        Remedy::Move { boxed, aligned } => {
            let or = aligned.map(|Promise { size, .. }| {
                format!("; or to a `repr(align({CACHE_LINE}))` struct as the last field, for {size} bytes")
            });
            let remedy = format!(
                "move {names} to a struct behind a `Box`, for {} bytes{}",
                boxed.size,
                or.unwrap_or_default()
            );
            (remedy, boxed, cold)
        }
        Remedy::Align(promise) => {
            let remedy = format!(
                "move {names} to a `repr(align({CACHE_LINE}))` struct as the last field, for {} bytes",
                promise.size
            );
            (remedy, promise, cold)
        }
    };
    // In one line the mixture costs only where many values lie side by side.
    let is_one_line = layout.cache_lines() <= 1;
    let severity = if is_one_line { Severity::Note } else { Severity::Warning };
    let finding = Finding::new(FindingId::HotColdMix, severity, &message, remedy, members);
    Some(finding.leading_to(promise))
}
