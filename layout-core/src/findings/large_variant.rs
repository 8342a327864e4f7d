//! `large-variant`: one variant makes an enum much larger than the others need.

use super::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{Fields, Niches, TypeLayout, VariantLayout};
use crate::placement::{EnumSize, Promise};

/// A variant is found too large if to box its fields saves at least one of so many bytes.
const ONE_OF: usize = 2;

/// And at least this many bytes: a box costs an allocation, and each use a step more.
const LEAST: usize = 32;

/// With this many bytes it is worth a warning.
const LEAST_OF_WARNING: usize = 64;

/// The variant that makes an enum large.
struct Large {
    variant: VariantLayout,
    /// The size of the enum if the variant's fields were boxed.
    promise: Promise,
}

#[inline]
const fn large(layout: &TypeLayout) -> Option<Large> {
    let Some(variant) = largest(layout) else { return None };
    let promise = with_boxed(layout, variant.index);
    let saved = layout.size.saturating_sub(promise.size);
    if saved >= LEAST && saved >= layout.size.div_ceil(ONE_OF) {
        Some(Large { variant, promise })
    } else {
        None
    }
}

/// The variant whose fields have most bytes, if there are several variants.
#[inline]
const fn largest(layout: &TypeLayout) -> Option<VariantLayout> {
    let mut best: Option<VariantLayout> = None;
    let (mut most, mut count) = (0, 0);
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let bytes = bytes(variant.fields());
        if bytes > most {
            (best, most) = (Some(variant), bytes);
        }
        count += 1;
    }
    if count > 1 { best } else { None }
}

#[inline]
const fn bytes(mut fields: Fields) -> usize {
    let mut bytes: usize = 0;
    while let Some(field) = fields.next() {
        bytes = bytes.saturating_add(field.size);
    }
    bytes
}

/// The size that an enum would have if the fields of a variant were behind a pointer.
#[inline]
const fn with_boxed(layout: &TypeLayout, boxed: usize) -> Promise {
    let mut whole = EnumSize::of(layout);
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let mut payload = whole.payload();
        if variant.index == boxed {
            payload.place(size_of::<usize>(), align_of::<usize>(), Niches::NULL);
        } else {
            let mut fields = variant.fields();
            while let Some(field) = fields.next() {
                payload.field(&field);
            }
        }
        whole.add(&payload);
    }
    whole.promise()
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(Large { variant, promise }) = large(layout) else { return None };
    let mut text = Sentence::new();
    text.str("`")
        .str(variant.name)
        .str("` makes every value ")
        .count(layout.size, "byte")
        .str(" large: with its fields in a box, the enum would need ")
        .str(if promise.is_exact { "" } else { "at most " })
        .count(promise.size, "byte")
        .str(", ")
        .number(layout.size - promise.size)
        .str(" MB less per million values");
    Some(text)
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use crate::placement::Member;

    let message = examine(layout)?;
    let Large { variant, promise } = large(layout)?;
    let mut fields = variant.fields();
    let remedy = match (fields.next(), fields.next()) {
        (Some(field), None) => std_alloc::format!("declare its field as `Box<{}>`", field.ty),
        _ => "move its fields into a struct, and box the struct".into(),
    };
    let members = variant.fields().map(|field| Member { variant: Some(variant.name), field });
    let is_large = layout.size - promise.size >= LEAST_OF_WARNING;
    let severity = if is_large { Severity::Warning } else { Severity::Note };
    let finding = Finding::new(FindingId::LargeVariant, severity, &message, remedy, members);
    Some(finding.leading_to(promise))
}
