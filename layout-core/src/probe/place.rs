//! Where the fields of structs lie, measured while the crate that needs them compiles.

unsafe extern "C" {
    /// As large as a type can be: a pointer to a field must stay in what it is derived from, also if nobody
    /// follows it. It is declared and never defined, as only its address is used, and only in a `const`,
    /// where it takes no memory.
    ///
    static LAYOUT_PLACE: [u8; LARGEST];
    /// The same for a reference, which is to be aligned. It may be smaller: by so much as the greatest
    /// alignment is at most.
    static LAYOUT_ALIGNED_PLACE: Aligned;
}

/// Source: `obj_size_bound` of `rustc`, which is 2^61 where `isize::MAX` has 64 bits.
const LARGEST: usize = isize::MAX as usize >> if usize::BITS == 64 { 2 } else { 0 };

/// As aligned as a type can be. Source: see [`SupportedAlign`](crate::cache::SupportedAlign).
const GREATEST_ALIGN: usize = 1 << if usize::BITS == 16 { 14 } else { 29 };

#[repr(C)]
#[cfg_attr(target_pointer_width = "16", repr(align(16384)))]
#[cfg_attr(not(target_pointer_width = "16"), repr(align(536870912)))]
struct Aligned([u8; LARGEST & !(GREATEST_ALIGN - 1)]);

const _: () = assert!(align_of::<Aligned>() == GREATEST_ALIGN);

/// Memory for a value of any type, as far as its address goes.
pub(super) const PLACE: *const () = (&raw const LAYOUT_PLACE).cast();

/// The same with an address that is aligned for any type.
pub(super) const ALIGNED_PLACE: *const () = (&raw const LAYOUT_ALIGNED_PLACE).cast();

/// A pointer to where a value might lie, of which fields are derived. It may not be aligned.
///
/// Only for use in a `const`: what calls it at run time does not link. The line that names `T` stands in
/// the compiler's message when that is not sized.
#[must_use]
#[rustfmt::skip]
pub const fn place<T>() -> *const T { // a last field that is not sized needs `#[layout(unsized)]`
    PLACE.cast()
}
