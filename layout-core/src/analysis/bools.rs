//! `bool-cluster`: the bits of one integer would do for several `bool`s.

use super::members::Members;
use super::place::{Placing, limited, placed_align};
use super::sentence::{Names, Sentence};
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::FindingId;
use crate::layout::{FieldLayout, Kind, Primitive, TypeLayout};

/// How many `bool`s a field is: one, or an array of them.
const fn bools_in(field: &FieldLayout) -> usize {
    const BOOL: Kind = Kind::Primitive(Primitive::Bool);
    let Some(layout) = field.layout() else { return 0 };
    match (layout.kind, layout.element()) {
        (BOOL, _) => 1,
        (Kind::Array { len }, Some(TypeLayout { kind: BOOL, .. })) => len,
        _ => 0,
    }
}

/// The bytes of the integer, or of the array of bytes, that holds so many bits, and its alignment.
const fn bit_set(bits: usize) -> (usize, usize) {
    match bits.div_ceil(8) {
        bytes @ 0..=8 => (bytes.next_power_of_two(), bytes.next_power_of_two()),
        bytes => (bytes, 1),
    }
}

/// The `bool`s of a struct.
struct Cluster {
    bits: usize,
    /// The size of the struct if a bit set took the place of the first of them.
    size: usize,
    names: Names,
}

const fn cluster(layout: &TypeLayout) -> Option<Cluster> {
    let is_judged = layout.is_sized() && matches!(layout.kind, Kind::Struct | Kind::TupleStruct);
    if !is_judged {
        return None;
    }
    let mut names = Names::new();
    let (mut bits, mut bytes) = (0, 0_usize);
    let mut members = Members::of(layout);
    while let Some(member) = members.next() {
        let bools = bools_in(&member.field);
        if bools > 0 {
            bits += bools;
            names.add(member);
        }
        bytes = bytes.saturating_add(member.field.size);
    }
    if bits < 2 {
        return None;
    }
    let size = size_with(layout, bit_set(bits));
    if size < layout.size { Some(Cluster { bits, size, names }) } else { None }
}

/// The size of a struct with something else in the place of its first `bool`, and without the others.
const fn size_with(layout: &TypeLayout, (size, align): (usize, usize)) -> usize {
    let repr = layout.repr;
    let align = limited(align, repr);
    let mut placing = Placing::START;
    let mut bytes = size;
    let mut is_placed = false;
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if bools_in(&field) == 0 {
            placing = placing.place(field.size, placed_align(&field, repr));
            bytes = bytes.saturating_add(field.size);
        } else if !is_placed {
            placing = placing.place(size, align);
            is_placed = true;
        }
    }
    if repr.is_reorderable() {
        // The compiler leaves no padding between fields.
        placing.end = bytes;
    }
    placing.size(repr)
}

pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(Cluster { bits, size, names }) = cluster(layout) else { return None };
    let mut text = Sentence::new();
    text.names(&names)
        .verb(&names, " takes ", " take ")
        .count(bits, "byte")
        .str(" for as many bits: as one bit set the type would need ")
        .count(size, "byte")
        .str(" instead of ")
        .number(layout.size)
        .str(", ")
        .number(layout.size - size)
        .str(" MB less per million values");
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let message = examine(layout)?;
    let bits = cluster(layout)?.bits;
    let remedy = match bit_set(bits) {
        (bytes, align) if bytes == align => {
            std_alloc::format!("keep them as the bits of one `u{}`", 8 * bytes)
        }
        (bytes, _) => std_alloc::format!("keep them as the bits of one `[u8; {bytes}]`"),
    };
    let members = Members::of(layout).filter(|member| bools_in(&member.field) > 0);
    Some(Finding::new(FindingId::BoolCluster, Severity::Note, &message, remedy, members))
}
