//! Pages of the global allocator, where the system has none to give.
//!
//! It must be told the layout of what it takes back, so nothing is aligned to more than a page.

use core::alloc::Layout;
use core::ptr::NonNull;

use super::PageError;

pub(super) fn page_size() -> usize {
    crate::cache::PAGE_ALIGN
}

pub(super) fn map(size: usize, align: usize, guarded: bool) -> Result<NonNull<u8>, PageError> {
    if align > page_size() || guarded {
        return Err(PageError::Unsupported);
    }
    let layout = layout(size).ok_or(PageError::Overflow { size })?;
    // SAFETY: the size is not 0.
    let start = unsafe { std::alloc::alloc_zeroed(layout) };
    NonNull::new(start).ok_or(PageError::Refused { size, code: 0 })
}

fn layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size, page_size()).ok()
}

/// # Safety
///
/// It is what `map` gave for that size, and nobody uses it any more.
pub(super) unsafe fn unmap(start: NonNull<u8>, size: usize, _: bool) {
    if let Some(layout) = layout(size) {
        // SAFETY: `map` has given it for the same layout.
        unsafe { std::alloc::dealloc(start.as_ptr(), layout) }
    }
}

pub(super) unsafe fn grow(
    _: NonNull<u8>,
    _: usize,
    _: usize,
    _: bool,
) -> Result<Option<NonNull<u8>>, PageError> {
    Ok(None)
}

/// # Safety
///
/// It is what `map` gave for that size, nobody refers into it, and `to` is less than `size`.
pub(super) unsafe fn shrink(
    start: NonNull<u8>,
    size: usize,
    to: usize,
    _: bool,
) -> Result<NonNull<u8>, PageError> {
    let layout = layout(size).ok_or(PageError::Overflow { size })?;
    // SAFETY: `map` has given it for that layout, and the new size, which is not 0, is smaller.
    let start = unsafe { std::alloc::realloc(start.as_ptr(), layout, to) };
    NonNull::new(start).ok_or(PageError::Refused { size: to, code: 0 })
}

pub(super) unsafe fn discard(_: NonNull<u8>, _: usize) -> bool {
    false
}

pub(super) unsafe fn check_readable(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
    Ok(())
}

pub(super) unsafe fn advise_huge(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
    Err(PageError::Unsupported)
}

pub(super) unsafe fn set_locked(_: NonNull<u8>, _: usize, _: bool) -> Result<(), PageError> {
    Err(PageError::Unsupported)
}

pub(super) unsafe fn set_writable(_: NonNull<u8>, _: usize, _: bool) -> Result<(), PageError> {
    Err(PageError::Unsupported)
}
