//! `contended-line`: what several threads write may share a cache line.

use super::Sentence;
use super::common::line_conflicts::{Believed, ConflictKind, LineConflicts};
use super::common::sentence::Names;
use super::common::shared_state::{WrittenKinds, is_shared};
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::const_fns::const_str_eq;
use crate::layout::cache_line::DESTRUCTIVE_INTERFERENCE_SIZE;
use crate::layout::{CACHE_LINE, FieldLayout, FieldList, Fields, Kind, Niches, Repr, TypeLayout};
use crate::placement::{EnumSize, Member, Members, Payload, Placing, Promise, round_up};

/// The alignment of `CacheAligned`, which is that of two lines where a processor fetches lines in pairs.
const APART: usize = DESTRUCTIVE_INTERFERENCE_SIZE;

/// An array with more elements is a table rather than a slot for each thread.
const MOST_ELEMENTS: usize = 128;

/// Why threads are believed to meet in a type, if they are.
#[inline]
const fn believed(layout: &TypeLayout) -> Option<Believed> {
    if is_marked(layout) {
        return Some(Believed::Marked);
    }
    let kinds = WrittenKinds::repeated(layout);
    if kinds.is_empty() && !have_written_elements(layout) {
        return None;
    }
    Some(Believed::Unmarked(kinds))
}

/// Whether a mark says who writes a field, or that one is read often.
#[inline]
const fn is_marked(layout: &TypeLayout) -> bool {
    if !matches!(layout.kind, Kind::Enum) && !layout.fields.have_flags() {
        return false;
    }
    let mut members = Members::of(layout);
    while let Some(Member { field, .. }) = members.next() {
        if field.contended().is_some() || field.is_hot() {
            return true;
        }
    }
    false
}

/// Whether a field is an array of locks or atomics. Names are not looked at, which take long to read.
#[inline]
const fn have_written_elements(layout: &TypeLayout) -> bool {
    let mut is_found = are_written_elements(layout.fields);
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        is_found |= are_written_elements(variant.fields);
    }
    is_found
}

#[inline]
const fn are_written_elements(fields: FieldList) -> bool {
    let mut types = fields.types;
    while let [first, others @ ..] = types {
        if let Some(layout) = first.layout() {
            if let (Kind::Array { .. }, Some(element)) = (layout.kind, layout.element()) {
                if !WrittenKinds::of(element).is_empty() {
                    return true;
                }
            }
        }
        types = others;
    }
    false
}

/// How many elements a field has of which each may be written by another thread, if several lie on one
/// line. Who marks the field says which threads write it.
#[inline]
const fn elements(field: &FieldLayout, believed: Believed) -> Option<(usize, &'static TypeLayout)> {
    if field.contended().is_some() || field.is_cold() {
        return None;
    }
    let Some(layout) = field.layout() else { return None };
    let (Kind::Array { len: len @ 2..=MOST_ELEMENTS }, Some(element)) =
        (layout.kind, layout.element())
    else {
        return None;
    };
    let is_written = match believed {
        Believed::Marked => is_shared(field),
        Believed::Unmarked(_) => !WrittenKinds::of(element).is_empty(),
    };
    let is_within_line =
        element.align < CACHE_LINE && element.size < CACHE_LINE && element.size > 0;
    if is_written && is_within_line { Some((len, element)) } else { None }
}

/// Whether the advice is to put a field on lines of its own.
#[inline]
const fn is_moved(field: &FieldLayout, believed: Believed) -> bool {
    field.size > 0
        && field.align < APART
        && !field.is_cold()
        && (field.contended().is_some() || believed.is_written(field))
}

/// What is found in a type.
struct Contention {
    /// The fields that may share a line.
    close: Names,
    /// The arrays whose elements may.
    arrays: Names,
    /// Whether a mark says so, and not the types alone.
    is_marked: bool,
    #[cfg_attr(not(feature = "alloc"), expect(dead_code, reason = "remedies need `alloc`"))]
    believed: Believed,
}

#[inline]
const fn contention(layout: &TypeLayout) -> Option<Contention> {
    let Some(believed) = believed(layout) else { return None };
    let mut close = Names::new();
    let mut is_marked = false;
    let mut found = LineConflicts::of(layout, ConflictKind::Contended(believed));
    while let Some(member) = found.next() {
        is_marked |= member.field.contended().is_some();
        close.add(member);
    }
    let mut arrays = Names::new();
    let mut members = Members::of(layout);
    while let Some(member) = members.next() {
        if !matches!(layout.kind, Kind::Union) && elements(&member.field, believed).is_some() {
            arrays.add(member);
        }
    }
    // No reference leads to a field of a packed type, so that no two threads share one unless it is said.
    let is_possible = is_marked || layout.repr.packed.is_none();
    if is_possible && close.count + arrays.count > 0 {
        Some(Contention { close, arrays, is_marked, believed })
    } else {
        None
    }
}

/// The size of the type if all that is written lay on lines of its own.
#[inline]
const fn promise(layout: &TypeLayout, believed: Believed) -> Option<Promise> {
    let repr = Repr { packed: None, ..layout.repr };
    match layout.kind {
        Kind::Struct | Kind::TupleStruct | Kind::Tuple if layout.is_sized() => {
            let mut payload = Payload::new(0, repr);
            part(&layout.fields(), believed, &mut payload);
            Some(Promise { size: payload.struct_size(), is_exact: true })
        }
        Kind::Enum => {
            let mut whole = EnumSize::of(layout);
            let mut variants = layout.variants();
            while let Some(variant) = variants.next() {
                let mut payload = whole.payload();
                if is_found_in(layout, believed, variant.name) {
                    part(&variant.fields(), believed, &mut payload);
                } else {
                    let mut fields = variant.fields();
                    while let Some(field) = fields.next() {
                        payload.field(&field);
                    }
                }
                whole.add(&payload);
            }
            Some(whole.promise())
        }
        _ => None,
    }
}

/// Whether fields of a variant are among those that are found.
#[inline]
const fn is_found_in(layout: &TypeLayout, believed: Believed, variant: &str) -> bool {
    let mut found = LineConflicts::of(layout, ConflictKind::Contended(believed));
    while let Some(member) = found.next() {
        if is_in(&member, variant) {
            return true;
        }
    }
    let mut members = Members::of(layout);
    while let Some(member) = members.next() {
        if is_in(&member, variant) && elements(&member.field, believed).is_some() {
            return true;
        }
    }
    false
}

#[inline]
const fn is_in(member: &Member, variant: &str) -> bool {
    match member.variant {
        Some(own) => const_str_eq(own, variant),
        None => false,
    }
}

/// Places some fields, each group of them and each that is written in a `CacheAligned`.
#[inline]
const fn part(list: &Fields, believed: Believed, payload: &mut Payload) {
    let mut fields = list.copy();
    let mut index = 0;
    while let Some(field) = fields.next() {
        index += 1;
        if let Some((len, element)) = elements(&field, believed) {
            let size = round_up(element.size, APART).saturating_mul(len);
            payload.place(size, APART, Niches::UNKNOWN);
        } else if !is_moved(&field, believed) {
            payload.field(&field);
        } else if let Some(group) = field.contended() {
            if is_first_of(group, list.copy(), index - 1) {
                let size = size_of_group(group, list.copy());
                payload.place(round_up(size, APART), APART, Niches::UNKNOWN);
            }
        } else {
            payload.place(round_up(field.size, APART), APART, Niches::of(&field));
        }
    }
}

/// Whether no field before the one at `index` is of a group and moved.
#[inline]
const fn is_first_of(group: &str, mut fields: Fields, index: usize) -> bool {
    let mut at = 0;
    while at < index {
        if let Some(field) = fields.next() {
            if is_of(&field, group) {
                return false;
            }
        }
        at += 1;
    }
    true
}

#[inline]
const fn is_of(field: &FieldLayout, group: &str) -> bool {
    match field.contended() {
        // No belief is needed where a mark is.
        Some(own) => const_str_eq(own, group) && is_moved(field, Believed::Marked),
        None => false,
    }
}

/// The size of a struct of the fields of a group.
#[inline]
const fn size_of_group(group: &str, mut fields: Fields) -> usize {
    let mut placing = Placing::new(Repr::RUST);
    while let Some(field) = fields.next() {
        if is_of(&field, group) {
            placing.field(&field);
        }
    }
    placing.size()
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(Contention { close, arrays, .. }) = contention(layout) else { return None };
    let mut text = Sentence::new();
    if close.count > 0 {
        text.names(&close)
            .str(" may share a cache line of ")
            .number(CACHE_LINE)
            .str(" bytes: a thread that writes one of them slows down those that use the others");
    }
    if arrays.count > 0 {
        text.str(if close.count > 0 { "; the elements of " } else { "the elements of " })
            .names(&arrays)
            .str(" may share one")
            .str(if close.count > 0 { " too" } else { "" });
        if close.count == 0 {
            text.str(" cache line of ").number(CACHE_LINE).str(
                " bytes: a thread that writes one of them slows down those that use the others",
            );
        }
    }
    Some(text)
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use std_alloc::format;

    let message = examine(layout)?;
    let Contention { is_marked, believed, .. } = contention(layout)?;
    let members: std_alloc::vec::Vec<Member> = Members::of(layout)
        .filter(|it| is_moved(&it.field, believed) || elements(&it.field, believed).is_some())
        .filter(|it| it.variant.is_none_or(|variant| is_found_in(layout, believed, variant)))
        .collect();
    let has_group = members.iter().any(|it| it.field.contended().is_some());
    let has_single = members
        .iter()
        .any(|it| it.field.contended().is_none() && elements(&it.field, believed).is_none());
    let has_array = members.iter().any(|it| elements(&it.field, believed).is_some());
    let wrapped = [
        (has_group, "a struct of each group's fields"),
        (has_single, "each atomic or lock"),
        (has_array, "each element of an array"),
    ];
    let wrapped = wrapped.iter().filter(|it| it.0).map(|it| it.1);
    let wrapped = crate::put::listed(&wrapped.collect::<std_alloc::vec::Vec<_>>());
    let packed =
        if layout.repr.packed.is_some() { "declare the type without `packed`, and " } else { "" };
    let promise = promise(layout, believed);
    let size = match promise {
        Some(Promise { size, is_exact: true }) => {
            format!("; the type then has {size} bytes instead of {}", layout.size)
        }
        Some(Promise { size, .. }) => {
            format!("; the type then has at most {size} bytes instead of {}", layout.size)
        }
        None => std_alloc::string::String::new(),
    };
    let doubt = if is_marked { "" } else { "if other threads use them, " };
    let mut remedy = format!(
        "{doubt}{packed}wrap {wrapped} in `cache::CacheAligned`, which keeps values {APART} bytes apart on \
         this target{size}"
    );
    if !is_marked {
        remedy.push_str(
            "; if the same threads do, mark them as one group: `#[layout(contended = \"name\")]`",
        );
    }
    let severity = if is_marked { Severity::Warning } else { Severity::Note };
    let finding = Finding::new(FindingId::ContendedLine, severity, &message, remedy, members);
    Some(match promise {
        Some(promise) => finding.leading_to(promise),
        None => finding,
    })
}
