//! Pages that are owned: zeroed, for reading and writing, given back when they are dropped.

use core::ptr::NonNull;

use super::{PageError, page_size, system};

/// Whole pages, perhaps with a guard page after them.
pub(super) struct Pages {
    // The first byte, aligned to a page at least. Valid for reads and writes of `size` bytes, all of
    // them initialized, as long as this exists; nobody else uses them.
    start: NonNull<u8>,
    // A multiple of the page size that is not 0, and with the guard page at most `isize::MAX`.
    size: usize,
    // A page that must not be touched follows.
    guarded: bool,
}

// SAFETY: it owns the memory, which is not tied to a thread.
unsafe impl Send for Pages {}
// SAFETY: through a shared reference only the address and the size are read.
unsafe impl Sync for Pages {}

impl Pages {
    /// Zeroed pages for `size` bytes, which is not 0, aligned to `align` and to a page.
    pub(super) fn zeroed(size: usize, align: usize, guarded: bool) -> Result<Self, PageError> {
        let size = whole_pages(size, guarded)?;
        let start = system::map(size, align.max(page_size()), guarded)?;
        Ok(Self { start, size, guarded })
    }

    pub(super) fn start(&self) -> NonNull<u8> {
        self.start
    }

    /// In bytes, without the guard page.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// As many pages as `size` bytes need, which is more than before. What was there stays, at another
    /// place perhaps, that is aligned to a page; what is new is zeroed. After an error nothing has changed.
    pub(super) fn grow(&mut self, size: usize) -> Result<(), PageError> {
        let new_size = whole_pages(size, self.guarded)?;
        // SAFETY: it is the whole mapping, and by `&mut self` nobody refers into it.
        if let Some(start) = unsafe { system::grow(self.start, self.size, new_size, self.guarded)? }
        {
            (self.start, self.size) = (start, new_size);
            return Ok(());
        }
        // SAFETY: it is the mapping without its guard page.
        unsafe { system::check_readable(self.start, self.size)? };
        let larger = Self::zeroed(new_size, 1, self.guarded)?;
        // SAFETY: both are valid for the bytes of the smaller, and are different mappings.
        let (from, to) = unsafe {
            (
                core::slice::from_raw_parts(self.start.as_ptr(), self.size),
                core::slice::from_raw_parts_mut(larger.start.as_ptr(), self.size),
            )
        };
        copy_to_zeros(from, to);
        *self = larger;
        Ok(())
    }

    /// Gives back the pages after those that `size` bytes need, which is not 0. After an error nothing has
    /// changed.
    pub(super) fn shrink(&mut self, size: usize) -> Result<(), PageError> {
        let new_size = whole_pages(size, self.guarded)?;
        if new_size < self.size {
            // SAFETY: it is the whole mapping, and by `&mut self` nobody refers into it.
            self.start = unsafe { system::shrink(self.start, self.size, new_size, self.guarded)? };
            self.size = new_size;
        }
        Ok(())
    }

    /// Zeros the bytes from `from` to `to`, which are among those of the pages. No page is touched that was not.
    pub(super) fn zero(&mut self, from: usize, to: usize) {
        // To give back less than this costs more than to write zeros, if the pages are used again.
        const LARGE: usize = 128 << 10;

        debug_assert!(from <= to && to <= self.size);
        let page = page_size();
        let (first, last) = (from.next_multiple_of(page), to - to % page);
        if to - from >= LARGE && first < last {
            // SAFETY: these are whole pages of the mapping, and by `&mut self` nobody refers into them.
            let is_done = unsafe { system::discard(self.start.add(first), last - first) };
            if is_done {
                self.write_zeros(from, first);
                self.write_zeros(last, to);
                return;
            }
        }
        self.write_zeros(from, to);
    }

    /// Writes zeros to those pages that are not zero.
    fn write_zeros(&mut self, from: usize, to: usize) {
        let page = page_size();
        let mut at = from;
        while at < to {
            let next = (at + 1).next_multiple_of(page).min(to);
            // SAFETY: the bytes are among those of the pages, and by `&mut self` nobody refers into them.
            let part =
                unsafe { core::slice::from_raw_parts_mut(self.start.as_ptr().add(at), next - at) };
            if !is_zero(part) {
                part.fill(0);
            }
            at = next;
        }
    }

    /// Asks the system to back the pages by larger ones.
    pub(super) fn advise_huge(&self) -> Result<(), PageError> {
        // SAFETY: it is the mapping without its guard page; the advice does not change what it holds.
        unsafe { system::advise_huge(self.start, self.size) }
    }

    /// Keeps the pages in memory, or lets the system write them elsewhere again.
    pub(super) fn set_locked(&self, is_locked: bool) -> Result<(), PageError> {
        // SAFETY: it is the mapping without its guard page; what it holds does not change.
        unsafe { system::set_locked(self.start, self.size, is_locked) }
    }

    /// Lets the pages be written to, or not.
    ///
    /// # Safety
    ///
    /// While they cannot be written to, nobody is given a mutable reference to them.
    pub(super) unsafe fn set_writable(&self, is_writable: bool) -> Result<(), PageError> {
        // SAFETY: it is the mapping without its guard page; the caller promises the rest.
        unsafe { system::set_writable(self.start, self.size, is_writable) }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: it is the mapping that `map` or `grow` made, and nobody can use it after this.
        unsafe { system::unmap(self.start, self.size, self.guarded) }
    }
}

/// The size rounded up to whole pages, if memory can be so large with its guard page.
fn whole_pages(size: usize, guarded: bool) -> Result<usize, PageError> {
    let page = page_size();
    let rounded = size.checked_next_multiple_of(page);
    let is_possible = |&rounded: &usize| {
        let total = rounded.checked_add(if guarded { page } else { 0 });
        total.is_some_and(|total| isize::try_from(total).is_ok())
    };
    rounded.filter(is_possible).ok_or(PageError::Overflow { size })
}

/// Copies bytes to as many zeros, both at the start of a page. A page of zeros is not written: what was never
/// touched stays so.
pub(super) fn copy_to_zeros(from: &[u8], to: &mut [u8]) {
    let page = page_size();
    for (from, to) in from.chunks(page).zip(to.chunks_mut(page)) {
        if !is_zero(from) {
            to.copy_from_slice(from);
        }
    }
}

/// Whether the bytes of a page, or fewer, are all 0.
fn is_zero(bytes: &[u8]) -> bool {
    static ZEROS: [u8; 4096] = [0; 4096];
    bytes.chunks(ZEROS.len()).all(|chunk| *chunk == ZEROS[..chunk.len()])
}
