//! Where the fields of structs lie, measured while the crate that needs them compiles.

unsafe extern "C" {
    /// As large as a type can be: a pointer to a field must stay in what it is derived from, also if nobody
    /// follows it. It is declared and never defined, as only its address is used, and only in a `const`,
    /// where it takes no memory.
    ///
    /// Source of the size: `obj_size_bound` of `rustc`, which is 2^61 where `isize::MAX` has 64 bits.
    static LAYOUT_PLACE: [u8; isize::MAX as usize >> if usize::BITS == 64 { 2 } else { 0 }];
}

/// Memory for a value of any type, as far as its address goes.
pub(super) const PLACE: *const () = (&raw const LAYOUT_PLACE).cast();

/// A pointer to where a value might lie, of which fields are derived. It may not be aligned.
///
/// Only for use in a `const`: what calls it at run time does not link. The line that names `T` stands in
/// the compiler's message when that is not sized.
#[must_use]
#[rustfmt::skip]
pub const fn place<T>() -> *const T { // a last field that is not sized needs `#[layout(unsized)]`
    PLACE.cast()
}
