//! What the methods of all arenas are made of.

use core::alloc::Layout;
use core::ptr::NonNull;

use crate::alloc::error::Failure;

/// Hands out memory: implemented by references to arenas.
///
/// Memory of no bytes is a well-aligned pointer. Otherwise a method fails if there is no room, as `F`
/// says.
///
/// # Safety
///
/// Memory that is handed out is of the layout asked for, valid for reads and writes during `'a`, and
/// handed out once, until it is given back by [`resize`](Self::resize).
pub(super) unsafe trait Arena<'a>: Copy {
    /// Memory for one `T`.
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F>;

    /// Memory for as many `T` as the slice has.
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F>;

    /// Memory for `len` of `T`.
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F>;

    /// Memory for one `T` at the alignment `align`, a power of two that is known to the compiler and no
    /// less than that of `T`.
    fn alloc_aligned<T, F: Failure>(self, align: usize) -> Result<NonNull<T>, F>;

    /// Memory for one `T` on as few lines of `line` bytes, a power of two, as its size allows.
    fn alloc_in_line<T, F: Failure>(self, line: usize) -> Result<NonNull<T>, F>;

    /// Memory of any layout.
    fn alloc_any<F: Failure>(self, layout: Layout) -> Result<NonNull<u8>, F>;

    /// Changes the size of the last allocation where it lies. `None`, and nothing has changed, if it is
    /// not the last, or there is no room.
    ///
    /// # Safety
    ///
    /// `memory` was handed out by this arena with `old` bytes; of those that go, none is used any more.
    /// `new` is at most `isize::MAX`.
    unsafe fn resize(self, memory: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>>;
}

/// What is handed out for a size of 0: an aligned pointer to nowhere.
pub(super) const fn dangling(align: usize) -> NonNull<u8> {
    match NonNull::new(core::ptr::without_provenance_mut(align)) {
        Some(dangling) => dangling,
        None => panic!("an alignment is not 0"),
    }
}
