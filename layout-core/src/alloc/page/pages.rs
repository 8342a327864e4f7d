//! Pages that are owned: zeroed, for reading and writing, given back when they are dropped.

use core::ptr::NonNull;

use super::{PageError, page_size};

/// So many whole pages, perhaps with a guard page behind them.
pub(super) struct Pages {
    // The first byte, aligned to a page at least. Valid for reads and writes of `size` bytes, all of
    // them initialised, as long as this exists; nobody else uses them.
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
        let page = page_size();
        let overflow = PageError::Overflow { size };
        let size = size.checked_next_multiple_of(page).ok_or(overflow)?;
        let guard = if guarded { page } else { 0 };
        let total = size.checked_add(guard).filter(|&total| isize::try_from(total).is_ok());
        let start = system::map(total.ok_or(overflow)?, align.max(page))?;
        let pages = Self { start, size, guarded };
        if guarded {
            // SAFETY: the last page of the mapping is not part of the `size` bytes, so nobody uses it.
            unsafe { system::forbid(start.add(size), page)? };
        }
        Ok(pages)
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
        if !self.guarded && system::CAN_GROW {
            let overflow = PageError::Overflow { size };
            let size = size.checked_next_multiple_of(page_size());
            let size = size.filter(|&size| isize::try_from(size).is_ok()).ok_or(overflow)?;
            // SAFETY: it is the whole mapping, and by `&mut self` nobody refers into it.
            self.start = unsafe { system::grow(self.start, self.size, size)? };
            self.size = size;
            return Ok(());
        }
        let larger = Self::zeroed(size, 1, self.guarded)?;
        // SAFETY: both are valid for the bytes of the smaller, and are different mappings.
        unsafe { larger.start.copy_from_nonoverlapping(self.start, self.size) };
        *self = larger;
        Ok(())
    }

    /// Asks the system to back the pages by larger ones.
    pub(super) fn advise_huge(&self) -> Result<(), PageError> {
        // SAFETY: it is the mapping without its guard page; the advice does not change what it holds.
        unsafe { system::advise_huge(self.start, self.size) }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let guard = if self.guarded { page_size() } else { 0 };
        // SAFETY: it is the mapping that `zeroed` or `grow` made, and nobody can use it after this.
        unsafe { system::unmap(self.start, self.size + guard) }
    }
}

#[cfg(unix)]
mod system {
    use core::ptr::{self, NonNull};

    use rustix::io::Errno;
    use rustix::mm::{self, MapFlags, MprotectFlags, ProtFlags};

    use super::super::{PageError, page_size};

    fn refused(size: usize) -> impl FnOnce(Errno) -> PageError {
        move |error| PageError::Refused { size, code: error.raw_os_error() }
    }

    /// Maps zeroed memory; `size` is a multiple of the page size, and `align` a power of two that is one.
    pub(super) fn map(size: usize, align: usize) -> Result<NonNull<u8>, PageError> {
        let page = page_size();
        // To cut an aligned part out of it.
        let spare = align - page;
        let total = size.checked_add(spare).filter(|&total| isize::try_from(total).is_ok());
        let total = total.ok_or(PageError::Overflow { size })?;
        let (access, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: the kernel chooses a place where nothing is.
        let start = unsafe { mm::mmap_anonymous(ptr::null_mut(), total, access, flags) };
        let start = start.map_err(refused(size))?.cast::<u8>();
        let head = start.align_offset(align).min(spare);
        let aligned = start.wrapping_add(head);
        // SAFETY: what lies before the aligned part and behind it belongs to the new mapping, and nobody
        // knows of it.
        unsafe {
            unmap_if_any(start, head);
            unmap_if_any(aligned.wrapping_add(size), spare - head);
        }
        NonNull::new(aligned).ok_or(PageError::Refused { size, code: 0 })
    }

    /// # Safety
    ///
    /// So many bytes from `start` are mapped, and nobody uses them.
    unsafe fn unmap_if_any(start: *mut u8, size: usize) {
        if size > 0 {
            // It fails if the kernel has no room to note the rest: then the memory is lost, not misused.
            // SAFETY: as the caller promises.
            let _ = unsafe { mm::munmap(start.cast(), size) };
        }
    }

    /// # Safety
    ///
    /// It is a mapping, and nobody uses it any more.
    pub(super) unsafe fn unmap(start: NonNull<u8>, size: usize) {
        // SAFETY: as the caller promises.
        unsafe { unmap_if_any(start.as_ptr(), size) }
    }

    /// # Safety
    ///
    /// So many bytes from `start` are whole pages of a mapping, and nobody uses them.
    pub(super) unsafe fn forbid(start: NonNull<u8>, size: usize) -> Result<(), PageError> {
        let none = MprotectFlags::empty();
        // SAFETY: as the caller promises.
        unsafe { mm::mprotect(start.as_ptr().cast(), size, none).map_err(refused(size)) }
    }

    #[cfg(target_os = "linux")]
    pub(super) const CAN_GROW: bool = true;
    #[cfg(not(target_os = "linux"))]
    pub(super) const CAN_GROW: bool = false;

    /// Makes a mapping larger, which may move it.
    ///
    /// # Safety
    ///
    /// It is a mapping of `size` bytes, and nobody refers into it.
    #[cfg(target_os = "linux")]
    pub(super) unsafe fn grow(
        start: NonNull<u8>,
        size: usize,
        to: usize,
    ) -> Result<NonNull<u8>, PageError> {
        // SAFETY: as the caller promises; the pages move with what they hold.
        let moved =
            unsafe { mm::mremap(start.as_ptr().cast(), size, to, mm::MremapFlags::MAYMOVE) };
        NonNull::new(moved.map_err(refused(to))?.cast())
            .ok_or(PageError::Refused { size: to, code: 0 })
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) unsafe fn grow(
        _: NonNull<u8>,
        _: usize,
        _: usize,
    ) -> Result<NonNull<u8>, PageError> {
        Err(PageError::Unsupported)
    }

    /// # Safety
    ///
    /// It is a mapping of so many bytes.
    #[cfg(target_os = "linux")]
    pub(super) unsafe fn advise_huge(start: NonNull<u8>, size: usize) -> Result<(), PageError> {
        // SAFETY: as the caller promises; the advice does not change what the pages hold.
        let answer = unsafe { mm::madvise(start.as_ptr().cast(), size, mm::Advice::LinuxHugepage) };
        match answer {
            // A kernel that was built without them.
            Err(Errno::INVAL) => Err(PageError::Unsupported),
            answer => answer.map_err(refused(size)),
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) unsafe fn advise_huge(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
        Err(PageError::Unsupported)
    }
}

/// The global allocator, where there is no `mmap`.
///
/// It must be told the layout of what it takes back, so nothing is aligned to more than a page.
#[cfg(not(unix))]
mod system {
    use core::alloc::Layout;
    use core::ptr::NonNull;

    use super::super::{PageError, page_size};

    pub(super) const CAN_GROW: bool = false;

    pub(super) fn map(size: usize, align: usize) -> Result<NonNull<u8>, PageError> {
        if align > page_size() {
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
    pub(super) unsafe fn unmap(start: NonNull<u8>, size: usize) {
        if let Some(layout) = layout(size) {
            // SAFETY: `map` has given it for the same layout.
            unsafe { std::alloc::dealloc(start.as_ptr(), layout) }
        }
    }

    pub(super) unsafe fn forbid(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
        Err(PageError::Unsupported)
    }

    pub(super) unsafe fn grow(
        _: NonNull<u8>,
        _: usize,
        _: usize,
    ) -> Result<NonNull<u8>, PageError> {
        Err(PageError::Unsupported)
    }

    pub(super) unsafe fn advise_huge(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
        Err(PageError::Unsupported)
    }
}
