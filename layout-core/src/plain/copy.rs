use core::ptr;

use super::plan::{Plan, Planned, Step};
use crate::Layout;
use crate::layout::{Fields, Kind, Tagging, TypeLayout, VariantLayout};

/// Copies the bytes of a value that its plan has, and writes zeros between them.
///
/// Each step is written out with constants, so that a small value costs a few moves.
///
/// # Safety
///
/// `value` is valid for reads of a value of type `T`, which has no obstacle and has a plan; `bytes` is as
/// large.
#[inline]
pub(super) unsafe fn by_plan<T: Layout>(value: *const u8, bytes: &mut [u8]) {
    macro_rules! steps {
        ($($index:literal)*) => {
            $(if let Some(Step { padding, start, end }) =
                const { Plan::step(Planned::<T>::PLAN.as_ref(), $index) }
            {
                bytes[padding..start].fill(0);
                // SAFETY: the run is within the value, by the invariant of the plan, and is initialized,
                // as it holds leaves that are plain data.
                unsafe { copy(value, &mut bytes[start..end], start) };
            })*
            const { assert!([$($index),*].len() == Plan::MOST) };
        };
    }
    steps!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    bytes[const { Plan::last_end(Planned::<T>::PLAN.as_ref()) }..].fill(0);
}

/// Copies the bytes of a value that are not padding, and writes zeros in place of the others.
///
/// # Safety
///
/// `value` is valid for reads of a value of a type of that layout, which has no obstacle and is as large
/// as `bytes`.
#[cold]
#[inline(never)]
pub(super) unsafe fn by_layout(layout: &TypeLayout, value: *const u8, bytes: &mut [u8]) {
    bytes.fill(0);
    // SAFETY: the caller's contract is passed on.
    unsafe { leaves(layout, value, bytes) }
}

/// Copies the bytes of the leaves of a value.
///
/// # Safety
///
/// As of [`by_layout`].
#[inline]
unsafe fn leaves(layout: &TypeLayout, value: *const u8, bytes: &mut [u8]) {
    if let Some(0) = layout.deep_padding() {
        // SAFETY: without padding all bytes of a type without obstacle are initialized.
        return unsafe { copy(value, bytes, 0) };
    }
    match (layout.kind, layout.element()) {
        (Kind::Array { len }, Some(element)) => {
            for index in 0..len {
                // SAFETY: an element lies within its array, and has no obstacle if the array has none.
                unsafe { leaves_at(element, value, bytes, index * element.size) };
            }
        }
        // SAFETY: a wrapper lies in memory as what it holds does.
        (Kind::Opaque, Some(element)) => unsafe { leaves(element, value, bytes) },
        (Kind::Enum, _) => {
            // SAFETY: the caller's contract is passed on.
            if let Some(variant) = unsafe { variant_of(layout, value, bytes) } {
                // SAFETY: the fields of the variant that the value is are in use.
                unsafe { fields(variant.fields(), value, bytes) };
            }
        }
        // SAFETY: the fields of a struct are in use, all of them.
        _ => unsafe { fields(layout.fields(), value, bytes) },
    }
}

/// Copies the bytes of fields.
///
/// # Safety
///
/// As of [`by_layout`], and the fields are in use.
#[inline]
unsafe fn fields(fields: Fields, value: *const u8, bytes: &mut [u8]) {
    for field in fields {
        if let (Some(layout), Some(offset)) = (field.layout(), field.offset) {
            // SAFETY: a field lies within its value, and has no obstacle if that has none.
            unsafe { leaves_at(layout, value, bytes, offset) };
        }
    }
}

/// Copies the bytes of the leaves of what lies at an offset in a value.
///
/// # Safety
///
/// There is a value of that layout, without obstacle, at the offset.
#[inline]
unsafe fn leaves_at(layout: &TypeLayout, value: *const u8, bytes: &mut [u8], offset: usize) {
    // SAFETY: the caller's contract is passed on; the offset is within the value.
    unsafe { leaves(layout, value.add(offset), &mut bytes[offset..offset + layout.size]) }
}

/// The variant that a value is; copies the tag that tells it.
///
/// # Safety
///
/// As of [`by_layout`], and the layout is that of an enum.
#[inline]
unsafe fn variant_of(
    layout: &TypeLayout,
    value: *const u8,
    bytes: &mut [u8],
) -> Option<VariantLayout> {
    let mut variants = layout.variants();
    let Some(Tagging::Tag { offset, size }) = layout.tagging() else { return variants.next() };
    let tag = &mut bytes[offset..offset + size];
    // SAFETY: the tag lies within the value, and the tag of a value is initialized.
    unsafe { copy(value, tag, offset) };
    // A tag of a defined layout is the discriminant, as an integer of its size:
    // https://doc.rust-lang.org/reference/type-layout.html#primitive-representations
    variants.find(|variant| is_tag(tag, variant.discriminant.bits()))
}

/// Whether the bytes of an integer are the lowest of a number.
#[inline]
fn is_tag(tag: &[u8], bits: i128) -> bool {
    if cfg!(target_endian = "big") {
        bits.to_be_bytes().ends_with(tag)
    } else {
        bits.to_le_bytes().starts_with(tag)
    }
}

/// Copies so many bytes of a value from an offset on.
///
/// # Safety
///
/// The value is valid for reads of them, and they are initialized. Nothing writes to them meanwhile.
#[inline]
unsafe fn copy(value: *const u8, bytes: &mut [u8], offset: usize) {
    // SAFETY: the caller's contract; `bytes` is borrowed for writing, so that it is not the value.
    unsafe { ptr::copy_nonoverlapping(value.add(offset), bytes.as_mut_ptr(), bytes.len()) }
}
