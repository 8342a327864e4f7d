//! `bool-cluster`: the bits of one integer would do for several `bool`s.

use super::Sentence;
use super::common::sentence::Names;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{FieldLayout, Fields, Kind, Niches, Primitive, TypeLayout};
use crate::placement::{EnumSize, Member, Placing, Promise, align_of_integer};

/// Found if bits would save at least one of so many bytes of the type,
const ONE_OF: usize = 8;

/// and at least this many bytes: reading a bit takes a step more.
const LEAST: usize = 3;

/// How many `bool`s a field is: one, or an array of them.
#[inline]
pub(super) const fn bools_in(field: &FieldLayout) -> usize {
    bools_of(field.layout())
}

#[inline]
const fn bools_of(layout: Option<&TypeLayout>) -> usize {
    const BOOL: Kind = Kind::Primitive(Primitive::Bool);
    let Some(layout) = layout else { return 0 };
    match (layout.kind, layout.element()) {
        (BOOL, _) => 1,
        (Kind::Array { len }, Some(TypeLayout { kind: BOOL, .. })) => len,
        _ => 0,
    }
}

/// The `bool`s of some fields, if there are several.
#[inline]
const fn bools_among(mut fields: Fields) -> Option<usize> {
    let mut bits: usize = 0;
    while let Some(field) = fields.next() {
        bits = bits.saturating_add(bools_in(&field));
    }
    if bits < 2 { None } else { Some(bits) }
}

/// The bytes of the integer, or of the array of bytes, that holds so many bits, and its alignment.
#[inline]
pub(super) const fn bit_set(bits: usize) -> (usize, usize) {
    match bits.div_ceil(8) {
        bytes @ 0..=8 => {
            let bytes = bytes.next_power_of_two();
            (bytes, align_of_integer(bytes))
        }
        bytes => (bytes, 1),
    }
}

/// Fields with a bit set in the place of the first `bool`, and without the others.
struct Packed {
    fields: Fields,
    /// What the next `bool` becomes.
    set: Option<(usize, usize)>,
    has_bits: bool,
}

impl Packed {
    #[inline]
    const fn new(fields: Fields, bools: Option<usize>) -> Self {
        let set = match bools {
            Some(bits) => Some(bit_set(bits)),
            None => None,
        };
        Self { fields, set, has_bits: bools.is_some() }
    }

    /// Size, alignment and niches of the next.
    #[inline]
    const fn next(&mut self) -> Option<(usize, usize, Niches)> {
        while let Some(field) = self.fields.next() {
            if !self.has_bits || bools_in(&field) == 0 {
                return Some((field.size, field.align, Niches::of(&field)));
            }
            if let Some((size, align)) = self.set.take() {
                return Some((size, align, Niches::NONE));
            }
        }
        None
    }
}

/// The `bool`s of a type.
struct Cluster {
    bits: usize,
    names: Names,
    /// How many bit sets they become.
    sets: usize,
    /// The size of the type with bit sets.
    promise: Promise,
}

#[inline]
const fn cluster(layout: &TypeLayout) -> Option<Cluster> {
    let found = match layout.kind {
        Kind::Struct | Kind::TupleStruct if layout.is_sized() => of_struct(layout),
        Kind::Enum => of_enum(layout),
        _ => None,
    };
    let Some(cluster) = found else { return None };
    let saved = layout.size.saturating_sub(cluster.promise.size);
    if saved >= LEAST && saved >= layout.size.div_ceil(ONE_OF) { Some(cluster) } else { None }
}

#[inline]
const fn of_struct(layout: &TypeLayout) -> Option<Cluster> {
    let mut bits: usize = 0;
    let mut types = layout.fields.types;
    while let [first, others @ ..] = types {
        bits = bits.saturating_add(bools_of(first.layout()));
        types = others;
    }
    if bits < 2 {
        return None;
    }
    let (mut now, mut then) = (Placing::new(layout.repr), Placing::new(layout.repr));
    let mut set = Some(bit_set(bits));
    let mut types = layout.fields.types;
    while let [first, others @ ..] = types {
        now.place(first.size, first.align);
        if bools_of(first.layout()) == 0 {
            then.place(first.size, first.align);
        } else if let Some((size, align)) = set.take() {
            then.place(size, align);
        }
        types = others;
    }
    // What another order saves is told by `reorder`.
    if then.size() >= layout.size || then.least_size() >= now.least_size() {
        return None;
    }
    let mut names = Names::new();
    add_names(&mut names, None, layout.fields());
    Some(Cluster { bits, names, sets: 1, promise: Promise { size: then.size(), is_exact: true } })
}

#[inline]
const fn of_enum(layout: &TypeLayout) -> Option<Cluster> {
    let mut names = Names::new();
    let (mut bits, mut sets) = (0_usize, 0);
    let (mut now, mut then) = (EnumSize::of(layout), EnumSize::of(layout));
    let (mut now_best, mut then_best) = (EnumSize::of(layout), EnumSize::of(layout));
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let bools = bools_among(variant.fields());
        if let Some(more) = bools {
            bits = bits.saturating_add(more);
            sets += 1;
            add_names(&mut names, Some(variant.name), variant.fields());
        }
        let mut payload = now.payload();
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            payload.field(&field);
        }
        now.add(&payload);
        now_best.add_sorted(&payload);
        let mut payload = then.payload();
        let mut parts = Packed::new(variant.fields(), bools);
        while let Some((size, align, niches)) = parts.next() {
            payload.place(size, align, niches);
        }
        then.add(&payload);
        then_best.add_sorted(&payload);
    }
    let is_known = layout.repr.is_reorderable() || now.tagged() == layout.size;
    let promise = then.promise();
    let saves = if layout.repr.is_reorderable() {
        promise.size < layout.size
    } else {
        promise.size < layout.size && then_best.tagged() < now_best.tagged()
    };
    if bits > 1 && is_known && saves { Some(Cluster { bits, names, sets, promise }) } else { None }
}

#[inline]
const fn add_names(names: &mut Names, variant: Option<&'static str>, mut fields: Fields) {
    while let Some(field) = fields.next() {
        if bools_in(&field) > 0 {
            names.add(Member { variant, field });
        }
    }
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    match cluster(layout) {
        Some(cluster) => Some(sentence(layout, &cluster)),
        None => None,
    }
}

#[inline]
const fn sentence(layout: &TypeLayout, cluster: &Cluster) -> Sentence {
    let Cluster { bits, names, sets, promise } = cluster;
    let mut text = Sentence::new();
    text.names(names)
        .verb(names, " takes ", " take ")
        .count(*bits, "byte")
        .str(" for ")
        .count(*bits, "bit")
        .str(": with ")
        .str(if *sets == 1 { "one bit set" } else { "bit sets" })
        .str(", the type would need ")
        .saving(*promise, layout.size);
    text
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use std_alloc::vec::Vec;
    use std_alloc::{format, string::String};

    let cluster = cluster(layout)?;
    let message = sentence(layout, &cluster);
    let set = |bits| match bit_set(bits) {
        (bytes, _) if bits <= 64 => format!("one `u{}`", 8 * bytes),
        (bytes, _) => format!("one `[u8; {bytes}]`"),
    };
    let mut members: Vec<Member> = Vec::new();
    let mut sets: Vec<String> = Vec::new();
    let lists = core::iter::once((None, layout.fields()));
    let lists = lists.chain(layout.variants().map(|it| (Some(it.name), it.fields())));
    for (variant, fields) in lists {
        let Some(bits) = bools_among(fields.clone()) else { continue };
        let of = variant.map(|name| format!(" in `{name}`")).unwrap_or_default();
        sets.push(format!("{}{of}", set(bits)));
        let bools = fields.filter(|field| bools_in(field) > 0);
        members.extend(bools.map(|field| Member { variant, field }));
    }
    let remedy = format!("keep them as the bits of {}", crate::put::listed(&sets));
    let finding = Finding::new(FindingId::BoolCluster, Severity::Note, &message, remedy, members);
    Some(finding.leading_to(cluster.promise))
}
