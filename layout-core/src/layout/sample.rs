//! Sample values, made while the crate that needs them compiles.
//!
//! Stable Rust does not tell where the compiler puts the fields of an enum without a `repr`. But a
//! value tells it: its payload is made of samples, the value is matched by reference, and the
//! distance of a field's address from that of the value is the offset. All of that happens in a
//! `const`; no sample is ever read, dropped, or part of a program.

use core::mem::MaybeUninit;
use core::ptr;

use super::{Kind, TypeLayout};

/// The bytes of a sample of a type of the standard library, with the provenance of its pointers.
///
/// They are kept without their type, as a constant may not refer to a value that a type of unknown
/// interior might change.
pub struct Sample {
    bytes: Bytes,
    /// How many of the bytes are known. A type that is larger has no sample here.
    len: usize,
}

type Bytes = [MaybeUninit<usize>; 16];

impl Sample {
    /// The sample of all types for which zero bytes are a value.
    pub(crate) const ZEROED: &Self =
        &Self { bytes: [MaybeUninit::new(0); 16], len: size_of::<Bytes>() };

    /// No sample.
    pub(crate) const NONE: Self = Self { bytes: [MaybeUninit::uninit(); 16], len: 0 };

    /// The bytes of a value; of one that is too large, none.
    #[expect(clippy::needless_pass_by_value, reason = "a sample is given away")]
    pub(crate) const fn new<T>(value: MaybeUninit<T>) -> Self {
        let mut bytes: Bytes = [MaybeUninit::uninit(); 16];
        if size_of::<T>() > size_of::<Bytes>() {
            return Self::NONE;
        }
        // SAFETY: both places are valid for the size of `T`, and are distinct variables.
        unsafe {
            let (from, to) = ((&raw const value).cast::<u8>(), (&raw mut bytes).cast::<u8>());
            ptr::copy_nonoverlapping(from, to, size_of::<T>());
        }
        Self { bytes, len: size_of::<T>() }
    }

    /// The bytes of a raw pointer of that type, if it has no metadata: null.
    pub(crate) const fn null<P>() -> Self {
        if size_of::<P>() == size_of::<usize>() {
            Self { len: size_of::<P>(), ..*Self::ZEROED }
        } else {
            Self::NONE
        }
    }

    /// The bytes of a type that is one pointer which is never null.
    pub(crate) const fn non_null<P>() -> Self {
        if size_of::<P>() == size_of::<usize>() { Self::pointer_to::<()>() } else { Self::NONE }
    }

    /// The bytes of a pointer to a `T` that is neither null nor dangling.
    pub(crate) const fn pointer_to<T>() -> Self {
        if size_of::<T>() > size_of::<Pointee>() || align_of::<T>() > align_of::<Pointee>() {
            return Self::NONE;
        }
        Self::new(MaybeUninit::new(&raw const POINTEE))
    }
}

/// What the pointers of samples point to: enough for the most types. Nothing reads it.
#[repr(C, align(128))]
struct Pointee([u8; 1024]);

static POINTEE: Pointee = Pointee([0; 1024]);

/// A sample of a type, where there is one.
pub struct Sampled<T> {
    /// Whether there is one.
    pub known: bool,
    /// Initialized if `known`.
    pub value: MaybeUninit<T>,
}

impl<T> Sampled<T> {
    /// No sample.
    pub const UNKNOWN: Self = Self { known: false, value: MaybeUninit::uninit() };

    /// The sample of a type of that layout, which is that of `T`.
    pub(crate) const fn of(layout: &TypeLayout) -> Self {
        let mut value = MaybeUninit::uninit();
        // SAFETY: `value` is as large as a `T`, and `layout` is that of `T`.
        let known = unsafe { fill(layout, (&raw mut value).cast()) };
        Self { known, value }
    }
}

/// Writes a sample of a type, or part of one. Returns whether it is whole, and so a value.
///
/// # Safety
///
/// `target` is valid for writes of `layout.size` bytes, and `layout` is true of some type.
const unsafe fn fill(layout: &TypeLayout, target: *mut u8) -> bool {
    if let Some(sample) = layout.sample {
        if layout.size > sample.len {
            return false;
        }
        // SAFETY: `target` is valid for `layout.size` bytes by this function's contract, and a
        // constant of at least as many is distinct from it.
        unsafe {
            ptr::copy_nonoverlapping((&raw const sample.bytes).cast(), target, layout.size);
        }
        return true;
    }
    match (layout.kind, layout.element) {
        // SAFETY: the caller's contract is passed on.
        (Kind::Array { len }, Some(element)) => unsafe { fill_array(len, element, target) },
        // SAFETY: an opaque type with an element is a transparent wrapper of it.
        (Kind::Opaque, Some(element)) => unsafe { fill(element, target) },
        (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Tuple, _) => {
            // SAFETY: the caller's contract is passed on.
            unsafe { fill_fields(layout, target) }
        }
        // A union asks nothing of its bytes.
        (Kind::Union, _) => true,
        _ => false,
    }
}

/// # Safety
///
/// As of [`fill`].
const unsafe fn fill_fields(layout: &TypeLayout, target: *mut u8) -> bool {
    let mut index = 0;
    while index < layout.fields.len() {
        let (Some(offset), Some(field)) =
            (layout.fields.offset(index), layout.fields.layout(index))
        else {
            return false;
        };
        // SAFETY: a field of a true layout lies within the `layout.size` bytes at `target`.
        if !unsafe { fill(field, target.add(offset)) } {
            return false;
        }
        index += 1;
    }
    true
}

/// # Safety
///
/// As of [`fill`], of `len` elements.
const unsafe fn fill_array(len: usize, element: &TypeLayout, target: *mut u8) -> bool {
    if len == 0 {
        return true;
    }
    // SAFETY: the first element lies at the start of the array.
    if !unsafe { fill(element, target) } {
        return false;
    }
    let mut filled = 1;
    while filled < len {
        let more = if filled < len - filled { filled } else { len - filled };
        // SAFETY: `filled + more` elements lie within the array; those read lie before those written.
        unsafe {
            let to = target.add(filled * element.size);
            ptr::copy_nonoverlapping(target.cast_const(), to, more * element.size);
        }
        filled += more;
    }
    true
}

/// The distance in bytes of a field from the start of the value that it lies in.
pub const fn distance<T, F: ?Sized>(value: &MaybeUninit<T>, field: &F) -> usize {
    let (start, field) = (ptr::from_ref(value).cast::<u8>(), ptr::from_ref(field).cast::<u8>());
    // SAFETY: the derive passes a field of the very value, so that both pointers are of one object.
    #[expect(clippy::cast_sign_loss, reason = "a field lies behind the start of its value")]
    unsafe {
        field.offset_from(start) as usize
    }
}

/// The distance in bytes of a part of a live value from its start.
#[must_use]
pub fn offset_in<T, F: ?Sized>(value: &T, part: &F) -> usize {
    ptr::from_ref(part).cast::<u8>().addr().wrapping_sub(ptr::from_ref(value).addr())
}
