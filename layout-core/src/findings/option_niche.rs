//! `option-niche`: tags of `Option`s of integers take much of a type.
//!
//! An integer uses all values that its bytes have, so that its `Option` needs a tag, and is padded to a
//! multiple of the alignment: an `Option<u64>` is as large as two `u64`.

use super::Sentence;
use super::bool_cluster::bit_set;
use super::common::sentence::Names;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{FieldLayout, Kind, Opaque, Primitive, TypeLayout};
#[cfg(feature = "alloc")]
use crate::placement::Member;
use crate::placement::{Members, Placing, Promise};

/// Found if at least one of so many bytes would be saved,
const ONE_OF: usize = 4;

/// and at least this many bytes.
const LEAST: usize = 8;

/// `Option`s of integers: a field of that type, or an array of it.
#[derive(Clone, Copy)]
struct Options {
    count: usize,
    integer: &'static TypeLayout,
}

impl Options {
    #[inline]
    const fn of(field: &FieldLayout) -> Option<Self> {
        let Some(layout) = field.layout() else { return None };
        let (count, option) = match (layout.kind, layout.element()) {
            (Kind::Array { len }, Some(element)) => (len, element),
            _ => (1, layout),
        };
        let is_option = matches!(option.opaque, Opaque::Option { .. });
        match option.held() {
            [integer] if is_option && count > 0 && is_integer(integer) => {
                Some(Self { count, integer })
            }
            _ => None,
        }
    }

    /// The bytes of the integers without tags.
    #[inline]
    const fn bytes(self) -> usize {
        self.count.saturating_mul(self.integer.size)
    }
}

/// Whether a type is an integer, for which there is a `NonZero`.
#[inline]
const fn is_integer(layout: &TypeLayout) -> bool {
    let Kind::Primitive(primitive) = layout.kind else { return false };
    !matches!(primitive, Primitive::Bool | Primitive::Char | Primitive::F32 | Primitive::F64)
}

/// The `Option`s of a type.
struct Tags {
    names: Names,
    /// How many bytes they have beside those of the integers.
    lost: usize,
    /// The size of the type if `None` were a value that the integer has not.
    with_niches: Promise,
    /// The size of the type if one bit for each said whether there is an integer.
    with_bits: Promise,
}

#[inline]
const fn tags(layout: &TypeLayout) -> Option<Tags> {
    if !matches!(layout.kind, Kind::Struct | Kind::TupleStruct) || !layout.is_sized() {
        return None;
    }
    let mut names = Names::new();
    let (mut lost, mut bits) = (0_usize, 0_usize);
    let (mut now, mut then) = (Placing::new(layout.repr), Placing::new(layout.repr));
    let mut members = Members::of(layout);
    while let Some(member) = members.next() {
        let field = member.field;
        now.field(&field);
        if let Some(options) = Options::of(&field) {
            names.add(member);
            lost = lost.saturating_add(field.size.saturating_sub(options.bytes()));
            bits = bits.saturating_add(options.count);
            then.place(options.bytes(), options.integer.align);
        } else {
            then.field(&field);
        }
    }
    let with_niches = Promise { size: then.size(), is_exact: true };
    // What another order saves is told by `reorder`.
    let saved = now.least_size().saturating_sub(then.least_size());
    if saved < LEAST || saved < layout.size.div_ceil(ONE_OF) || with_niches.size >= layout.size {
        return None;
    }
    let (bytes, align) = bit_set(bits);
    then.place(bytes, align);
    let with_bits = Promise { size: then.size(), is_exact: true };
    Some(Tags { names, lost, with_niches, with_bits })
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    match tags(layout) {
        Some(tags) => Some(sentence(layout, &tags)),
        None => None,
    }
}

#[inline]
const fn sentence(layout: &TypeLayout, tags: &Tags) -> Sentence {
    let Tags { names, lost, with_niches, .. } = tags;
    let mut text = Sentence::new();
    text.verb(names, "the tag of ", "the tags of ")
        .names(names)
        .verb(names, " takes ", " take ")
        .count(*lost, "byte")
        .str(" with the padding: without them the type would need ")
        .saving(*with_niches, layout.size);
    text
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use std_alloc::format;
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use core::fmt::Write as _;

    let tags = tags(layout)?;
    let message = sentence(layout, &tags);
    let Tags { with_niches, with_bits, .. } = tags;
    let members = Members::of(layout).filter(|it| Options::of(&it.field).is_some());
    let members: Vec<Member> = members.collect();
    let mut types: Vec<String> = Vec::new();
    for options in members.iter().filter_map(|it| Options::of(&it.field)) {
        let ty = format!("`Option<NonZero<{}>>`", options.integer.name);
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    let bits: usize =
        members.iter().filter_map(|it| Options::of(&it.field)).map(|it| it.count).sum();
    let set = match bit_set(bits).0 {
        bytes if bits <= 64 => format!("u{}", 8 * bytes),
        bytes => format!("[u8; {bytes}]"),
    };
    let mut remedy = format!(
        "where 0 is never a value, write {}, which {} no tag",
        crate::put::joined(&types, " and "),
        if types.len() == 1 { "needs" } else { "need" },
    );
    if with_bits.size < layout.size {
        let size = with_bits.size;
        let _ = write!(
            remedy,
            "; or keep the integers, and whether they are there as the bits of one `{set}` after them, in \
             {size} bytes"
        );
    }
    let finding = Finding::new(FindingId::OptionNiche, Severity::Note, &message, remedy, members);
    Some(finding.leading_to(with_niches))
}
