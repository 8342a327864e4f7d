//! `repr-c-cost`: the tag of a `repr(C)` enum costs more than it needs to.

use super::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{BaseRepr, Kind, Repr, TypeLayout};
use crate::placement::{EnumSize, Promise};

/// The representation without `C`, and the size with it.
struct Cheaper {
    repr: &'static str,
    size: usize,
}

#[inline]
const fn cheaper(layout: &TypeLayout) -> Option<Cheaper> {
    let is_c = matches!(layout.repr.base, BaseRepr::C) && matches!(layout.kind, Kind::Enum);
    if !is_c || super::reorder::examine(layout).is_some() {
        return None;
    }
    let Some((repr, bytes)) = least_int(layout) else { return None };
    let int = Repr { base: BaseRepr::Rust, int: Some(crate::layout::IntRepr::U8), ..layout.repr };
    let mut now = EnumSize::of(layout);
    let mut then = EnumSize::with_tag(int, bytes);
    let mut variants = layout.variants();
    let mut has_fields = false;
    while let Some(variant) = variants.next() {
        let (mut before, mut after) = (now.payload(), then.payload());
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            before.field(&field);
            after.field(&field);
            has_fields = true;
        }
        now.add(&before);
        then.add(&after);
    }
    let size = then.tagged();
    if has_fields && now.tagged() == layout.size && size < layout.size {
        Some(Cheaper { repr, size })
    } else {
        None
    }
}

/// The least integer that has all discriminants.
#[inline]
const fn least_int(layout: &TypeLayout) -> Option<(&'static str, usize)> {
    const INTS: [(&str, usize, i128, i128); 5] = [
        ("u8", 1, 0, u8::MAX as i128),
        ("i8", 1, i8::MIN as i128, i8::MAX as i128),
        ("u16", 2, 0, u16::MAX as i128),
        ("i16", 2, i16::MIN as i128, i16::MAX as i128),
        ("i32", 4, i32::MIN as i128, i32::MAX as i128),
    ];
    let (mut low, mut high) = (0, 0);
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let Some(value) = variant.discriminant.as_i128() else { return None };
        low = if value < low { value } else { low };
        high = if value > high { value } else { high };
    }
    let mut index = 0;
    while index < INTS.len() {
        let (name, bytes, least, most) = INTS[index];
        if least <= low && high <= most {
            return Some((name, bytes));
        }
        index += 1;
    }
    None
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(Cheaper { repr, size }) = cheaper(layout) else { return None };
    let mut text = Sentence::new();
    text.str("`")
        .str("repr(C)` puts the fields of all variants at one place after the tag: with `repr(")
        .str(repr)
        .str(")` the enum would need ")
        .saving(Promise { size, is_exact: true }, layout.size);
    Some(text)
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let message = examine(layout)?;
    let Cheaper { repr, size } = cheaper(layout)?;
    let remedy = std_alloc::format!(
        "if no C code reads the bytes, write `repr({repr})`: its layout is defined, too"
    );
    let finding = Finding::new(FindingId::ReprCCost, Severity::Note, &message, remedy, []);
    Some(finding.leading_to(Promise { size, is_exact: true }))
}
