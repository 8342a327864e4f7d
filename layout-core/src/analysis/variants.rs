//! `large-variant`: one variant makes an enum much larger than the others need.

use super::place::{Placing, placed_align};
use super::sentence::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
use crate::compare::greater;
#[cfg(feature = "alloc")]
use crate::layout::FindingId;
use crate::layout::{BaseRepr, Fields, Tagging, TypeLayout, VariantLayout};

/// A variant is found too large if to box its fields saves at least one of so many bytes.
const ONE_OF: usize = 2;

/// And at least this many bytes: a box costs an allocation.
const LEAST: usize = 16;

/// The variant that makes an enum large.
struct Large {
    variant: VariantLayout,
    /// The size of the enum if the variant's fields were boxed.
    size: usize,
}

const fn large(layout: &TypeLayout) -> Option<Large> {
    let Some(variant) = largest(layout) else { return None };
    let size = size_with_boxed(layout, variant.index);
    let saved = layout.size.saturating_sub(size);
    if saved >= LEAST && saved >= layout.size.div_ceil(ONE_OF) {
        Some(Large { variant, size })
    } else {
        None
    }
}

/// The variant whose fields have most bytes, if there are several variants.
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

const fn bytes(mut fields: Fields) -> usize {
    let mut bytes: usize = 0;
    while let Some(field) = fields.next() {
        bytes = bytes.saturating_add(field.size);
    }
    bytes
}

/// The size that an enum would have if the fields of a variant were behind a pointer.
///
/// An enum without a `repr` is taken to have a tag of the fewest bytes, as that is what the compiler
/// chooses where no niche is better.
const fn size_with_boxed(layout: &TypeLayout, boxed: usize) -> usize {
    let tag = tag_size(layout);
    let start = match layout.repr.base {
        BaseRepr::C => Placing { end: tag, align: tag }.place(0, payload_align(layout, boxed)),
        _ => Placing { end: tag, align: tag },
    };
    let mut whole = start;
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let placed = if variant.index == boxed {
            start.place(size_of::<usize>(), align_of::<usize>())
        } else {
            place(start, &variant, layout)
        };
        whole = Placing {
            end: greater(placed.end, whole.end),
            align: greater(placed.align, whole.align),
        };
    }
    whole.size(layout.repr)
}

const fn tag_size(layout: &TypeLayout) -> usize {
    match layout.tagging() {
        Some(Tagging::Tag { size, .. }) => size,
        _ => {
            let mut count: usize = 0;
            let mut variants = layout.variants();
            while variants.next().is_some() {
                count += 1;
            }
            if count <= 256 { 1 } else { 2 }
        }
    }
}

/// The greatest alignment in a payload.
const fn payload_align(layout: &TypeLayout, boxed: usize) -> usize {
    let mut greatest = 1;
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let align = if variant.index == boxed {
            align_of::<usize>()
        } else {
            greatest_align(variant.fields())
        };
        greatest = greater(align, greatest);
    }
    greatest
}

const fn greatest_align(mut fields: Fields) -> usize {
    let mut greatest = 1;
    while let Some(field) = fields.next() {
        greatest = greater(field.align, greatest);
    }
    greatest
}

/// Places the fields of a variant behind its tag: as they are declared where the layout is defined, and
/// otherwise those of the least alignment first, which leaves least padding behind a small tag.
const fn place(start: Placing, variant: &VariantLayout, layout: &TypeLayout) -> Placing {
    let mut placing = start;
    if !layout.repr.is_reorderable() {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            placing = placing.place(field.size, placed_align(&field, layout.repr));
        }
        return placing;
    }
    let greatest = greatest_align(variant.fields());
    let mut align = 1;
    while align <= greatest {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            if field.align == align {
                placing = placing.place(field.size, align);
            }
        }
        align *= 2;
    }
    placing
}

pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let Some(Large { variant, size }) = large(layout) else { return None };
    let mut text = Sentence::new();
    text.str("`")
        .str(variant.name)
        .str("` makes every value ")
        .count(layout.size, "byte")
        .str(" large: with its fields in a box it would be ")
        .str(if layout.repr.is_reorderable() { "about " } else { "" })
        .number(size)
        .str(", ")
        .number(layout.size - size)
        .str(" MB less per million values");
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use super::members::Member;

    let message = examine(layout)?;
    let Large { variant, .. } = large(layout)?;
    let mut fields = variant.fields();
    let remedy = match (fields.next(), fields.next()) {
        (Some(field), None) => std_alloc::format!("write `Box<{}>` in it", field.ty),
        _ => "make its fields a struct, and box that".into(),
    };
    let members = variant.fields().map(|field| Member { variant: Some(variant.name), field });
    Some(Finding::new(FindingId::LargeVariant, Severity::Warning, &message, remedy, members))
}
