//! Where the tails of unsized structs lie, measured while the crate that needs them compiles.
//!
//! Whether a type is sized is asked of the type, for a declaration does not show it: the last field of
//! `struct Named { id: u32, name: Path }` is sized if `Path` is the user's own, and is not if it is that of
//! `std`.

use core::mem::MaybeUninit;
use core::ptr;

use super::place::{ALIGNED_PLACE, PLACE};

/// A pointer to where a value of a type might lie, whose tail is empty if it has one. It may not be aligned.
///
/// Only for use in a `const`: what calls it at run time does not link.
///
/// # Safety
///
/// The type does not [end in a trait object](ends_in_object).
#[must_use]
pub const unsafe fn place_of<T: ?Sized>() -> *const T {
    // SAFETY: the caller's contract is passed on.
    unsafe { pointer(PLACE) }
}

/// A pointer to a value of a type at that place, whose tail is empty if it has one.
///
/// # Safety
///
/// The type does not [end in a trait object](ends_in_object).
const unsafe fn pointer<T: ?Sized>(place: *const ()) -> *const T {
    let empty = ptr::slice_from_raw_parts(place, 0);
    // SAFETY: pointers without metadata all have the same representation. The metadata of the others is the
    // length of a slice, by the caller's contract, and any length is valid.
    unsafe { if is_thin::<T>() { Pointer { thin: place }.to } else { Pointer { slice: empty }.to } }
}

/// A pointer as that to another type.
#[repr(C)]
union Pointer<T: ?Sized> {
    thin: *const (),
    slice: *const [()],
    to: *const T,
}

/// As large as a pointer to a type.
#[repr(C)]
union PointerSize<T: ?Sized> {
    thin: *const (),
    _to: MaybeUninit<*const T>,
}

/// Whether the pointers to a type have no metadata, as those of all sized types.
///
/// Not by `size_of`: that is a constant of its own for each type.
pub(super) const fn is_thin<T: ?Sized>() -> bool {
    size_of_val(&PointerSize::<T> { thin: ptr::null() }) == size_of::<*const ()>()
}

/// Whether the metadata of the pointers to a type is no length of a slice: any number is one, so that an
/// `Option` needs a place of its own to tell that there is none. A vtable leaves it one: its address is
/// not 0. If a compiler did not use that, it would refuse the pointer to no vtable, for only a `const`
/// measures.
#[must_use]
pub const fn ends_in_object<T: ?Sized>() -> bool {
    !is_thin::<T>() && is_object::<T>()
}

const fn is_object<T: ?Sized>() -> bool {
    size_of::<*const T>() != size_of::<*const [()]>()
        || size_of::<Option<*const T>>() == size_of::<*const T>()
}

/// The distances of fields from the start of the value at [`place_of`] that they are part of. The last one's
/// type need not be sized, so that it is no tuple of pointers to the fields.
///
/// # Safety
///
/// All pointers are derived from that of `place_of`.
#[must_use]
#[expect(clippy::ptr_as_ptr, reason = "each call of `cast` costs the user's build something")]
pub const unsafe fn tailed_distances<const N: usize>(fields: [*const (); N]) -> [usize; N] {
    let start = PLACE as *const u8;
    let mut offsets = [0; N];
    let mut index = 0;
    while index < N {
        // SAFETY: both pointers are to one object, by the caller's contract.
        #[expect(clippy::cast_sign_loss, reason = "nothing lies before the start of an object")]
        let offset = unsafe { (fields[index] as *const u8).offset_from(start) as usize };
        offsets[index] = offset;
        index += 1;
    }
    offsets
}

/// The size and the alignment of a value whose tail is empty, if the type has one.
#[must_use]
pub(super) const fn size_align<T: ?Sized>() -> Option<(usize, usize)> {
    if ends_in_object::<T>() {
        return None;
    }
    // SAFETY: the type does not end in a trait object. The place is as aligned as types can be, and large
    // enough for all but the largest, of which the compiler says so. The value is not read: its size follows
    // from the pointer's metadata.
    let value = unsafe { &*pointer::<T>(ALIGNED_PLACE) };
    Some((size_of_val(value), align_of_val(value)))
}

#[cfg(test)]
mod tests {
    use core::ffi::CStr;
    use core::fmt::Debug;

    use super::size_align;

    #[allow(dead_code, reason = "its layout is what counts")]
    struct Ends<T: ?Sized>(u32, T);

    #[allow(dead_code, reason = "its layout is what counts")]
    #[repr(align(65536))]
    struct Large<T: ?Sized>([u8; 1 << 20], T);

    #[test]
    fn what_ends_in_a_slice_has_an_empty_value() {
        const EMPTY: [Option<(usize, usize)>; 4] = [
            size_align::<str>(),
            size_align::<CStr>(),
            size_align::<Ends<[u16]>>(),
            size_align::<Ends<Ends<str>>>(),
        ];
        const LARGE: Option<(usize, usize)> = size_align::<Large<[u8]>>();
        assert_eq!(EMPTY, [Some((0, 1)), Some((0, 1)), Some((4, 4)), Some((8, 4))]);
        assert_eq!(LARGE, Some((1 << 20, 1 << 16)));
    }

    #[test]
    fn what_is_sized_is_measured_as_it_is() {
        const SIZED: [Option<(usize, usize)>; 2] =
            [size_align::<u16>(), size_align::<Ends<[u8; 5]>>()];
        assert_eq!(SIZED, [Some((2, 2)), Some((12, 4))]);
    }

    #[test]
    fn a_trait_object_has_no_empty_value() {
        const OBJECTS: [Option<(usize, usize)>; 2] =
            [size_align::<dyn Debug>(), size_align::<Ends<Ends<dyn Fn() + Send>>>()];
        assert_eq!(OBJECTS, [None, None]);
    }
}
