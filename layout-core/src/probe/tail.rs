//! Where the tails of unsized structs lie, measured while the crate that needs them compiles.

use core::ptr;

/// Memory for a value whose tail is empty. Only its address is used, and only in a `const`.
#[repr(C, align(4096))]
struct Memory([u8; SIZE]);

/// With 16-bit addresses, 64 KiB are all that there is.
const SIZE: usize = if cfg!(target_pointer_width = "16") { 8 << 10 } else { 64 << 10 };

static MEMORY: Memory = Memory([0; SIZE]);

/// A pointer with the metadata of an empty slice, to be cast to a struct that ends in one.
///
/// What it points to is aligned to 4096 and 64 KiB large (8 KiB with 16-bit addresses). A type that asks for more does not compile
/// where its layout is used.
pub const EMPTY_TAIL: *const [()] = ptr::slice_from_raw_parts((&raw const MEMORY).cast::<()>(), 0);

/// The distance in bytes of a tail from the start of the value that it ends.
///
/// The tail's type is no parameter: where it lacks something, the compiler would say so of the call too.
///
/// # Safety
///
/// Both pointers are of one object, and `tail` does not lie before `value`.
#[must_use]
pub const unsafe fn tail_offset<T: ?Sized>(value: *const T, tail: *const ()) -> usize {
    // SAFETY: the caller's contract is that of `offset_from`, in bytes.
    #[expect(clippy::cast_sign_loss, reason = "the tail does not lie before the value")]
    unsafe {
        tail.cast::<u8>().offset_from(value.cast::<u8>()) as usize
    }
}

/// The size and the alignment of a value whose tail is empty.
///
/// # Safety
///
/// `value` points to memory as large as the value, and as aligned.
#[must_use]
pub const unsafe fn size_align<T: ?Sized>(value: *const T) -> Option<(usize, usize)> {
    // SAFETY: the caller's contract is that of a reference. The value is not read: its size follows from
    // the pointer's metadata.
    let value = unsafe { &*value };
    Some((size_of_val(value), align_of_val(value)))
}

/// A pointer to a value of a type that is sized after all, which one that ends in a parameter may be;
/// `None` if its pointers have metadata.
#[must_use]
pub const fn thin<T: ?Sized>() -> Option<*const T> {
    if size_of::<*const T>() != size_of::<*const ()>() {
        return None;
    }
    let memory = (&raw const MEMORY).cast::<()>();
    // SAFETY: pointers without metadata all have the same representation, which the size shows.
    Some(unsafe { core::mem::transmute_copy::<*const (), *const T>(&memory) })
}
