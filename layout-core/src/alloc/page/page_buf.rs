use core::fmt;
use core::ops::{Deref, DerefMut};
use std::io;

use super::pages::Pages;
use super::{PageError, page_size};

/// Bytes on pages of their own, zeroed where nothing has been written, that can grow.
///
/// It begins a page. Where it grows on Linux, and has no guard page, the pages move to other addresses
/// with what they hold, and no byte is copied. What has never been touched takes addresses, but no
/// memory.
///
/// ```
/// use layout_core::alloc::page::{PageBuf, page_size};
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// let mut buffer = PageBuf::zeroed(10)?;
/// buffer[9] = 7;
/// buffer.resize(1 << 20)?;
/// assert_eq!(buffer[8..11], [0, 7, 0]);
/// assert_eq!(buffer.as_ptr().align_offset(page_size()), 0);
/// # Ok(())
/// # }
/// ```
///
/// With a guard page behind the last page, code that runs past the end by a bug stops there, and does
/// not write over what comes next:
///
/// ```
/// # use layout_core::alloc::page::{PageBuf, PageError, page_size};
/// # fn main() -> Result<(), PageError> {
/// # #[cfg(unix)] {
/// let buffer = PageBuf::options().guard_page(true).zeroed(page_size())?;
/// # #[cfg(all(target_os = "linux", feature = "region"))]
/// assert_eq!(
///     layout_core::region::region_at(buffer.as_ptr_range().end).kind,
///     layout_core::region::RegionKind::Guard,
/// );
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct PageBuf {
    // None if it has never held a byte.
    pages: Option<Pages>,
    // At most the size of the pages. The bytes of the pages from here on are zeros.
    len: usize,
    options: PageBufOptions,
}

/// How a [`PageBuf`] takes its pages.
///
/// ```
/// use layout_core::alloc::page::PageBuf;
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// let buffer = PageBuf::options().huge_pages(true).zeroed(8 << 20)?;
/// assert_eq!(buffer.len(), 8 << 20);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageBufOptions {
    guard_page: bool,
    huge_pages: bool,
}

impl PageBufOptions {
    /// Whether a page that must not be touched follows the last one. Growing copies then.
    ///
    /// Only on Unix; elsewhere to take pages is [`PageError::Unsupported`].
    #[must_use]
    pub const fn guard_page(self, guard_page: bool) -> Self {
        Self { guard_page, ..self }
    }

    /// Whether the system is advised to back the buffer by huge pages, on Linux
    /// (`MADV_HUGEPAGE`; [transparent huge pages](https://docs.kernel.org/admin-guide/mm/transhuge.html)).
    /// It is advice: where the system knows no such thing, it is not given.
    #[must_use]
    pub const fn huge_pages(self, huge_pages: bool) -> Self {
        Self { huge_pages, ..self }
    }

    /// A buffer of `len` zeros.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it.
    pub fn zeroed(self, len: usize) -> Result<PageBuf, PageError> {
        let mut buffer = PageBuf { pages: None, len: 0, options: self };
        buffer.resize(len)?;
        Ok(buffer)
    }
}

impl PageBuf {
    /// An empty buffer, which has no pages yet.
    #[must_use]
    pub const fn new() -> Self {
        let options = PageBufOptions { guard_page: false, huge_pages: false };
        Self { pages: None, len: 0, options }
    }

    /// For a buffer with a guard page, or on huge pages.
    #[must_use]
    pub const fn options() -> PageBufOptions {
        PageBufOptions { guard_page: false, huge_pages: false }
    }

    /// A buffer of `len` zeros.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it.
    pub fn zeroed(len: usize) -> Result<Self, PageError> {
        Self::options().zeroed(len)
    }

    /// The bytes that there are pages for: a multiple of [`page_size`].
    pub fn capacity(&self) -> usize {
        self.pages.as_ref().map_or(0, Pages::size)
    }

    /// Makes room for `additional` bytes, at least.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for them; the buffer is as it was.
    pub fn reserve(&mut self, additional: usize) -> Result<(), PageError> {
        let len = self.len.checked_add(additional);
        let len = len.ok_or(PageError::Overflow { size: usize::MAX })?;
        if len > self.capacity() {
            // Twice as much, so that a buffer that grows byte by byte is seldom moved.
            let more = len.max(self.capacity().saturating_mul(2));
            self.grow(more).or_else(|_| self.grow(len))?;
        }
        Ok(())
    }

    /// Makes it `len` bytes: what is cut off is gone, what is new is zero. Pages are not given back.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it; the buffer is as it was.
    pub fn resize(&mut self, len: usize) -> Result<(), PageError> {
        if len > self.capacity() {
            self.grow(len)?;
        }
        self.clear_from(len);
        self.len = len;
        Ok(())
    }

    /// Appends bytes.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for them; the buffer is as it was.
    pub fn extend_from_slice(&mut self, bytes: &[u8]) -> Result<(), PageError> {
        self.reserve(bytes.len())?;
        let old = self.len;
        self.len += bytes.len();
        self[old..].copy_from_slice(bytes);
        Ok(())
    }

    /// Removes all bytes. The pages stay.
    pub fn clear(&mut self) {
        self.clear_from(0);
        self.len = 0;
    }

    /// Zeros the bytes from `len` on, if there are any.
    fn clear_from(&mut self, len: usize) {
        if let Some(removed) = self.get_mut(len..) {
            removed.fill(0);
        }
    }

    /// Takes pages for `len` bytes, which is more than there are.
    fn grow(&mut self, len: usize) -> Result<(), PageError> {
        match &mut self.pages {
            Some(pages) => pages.grow(len)?,
            None => self.pages = Some(Pages::zeroed(len, page_size(), self.options.guard_page)?),
        }
        if let (true, Some(pages)) = (self.options.huge_pages, &self.pages) {
            // It is advice, and what is not taken changes nothing.
            let _ = pages.advise_huge();
        }
        Ok(())
    }
}

impl Deref for PageBuf {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.pages {
            // SAFETY: the pages hold as many bytes, initialised; they are borrowed as `self` is.
            Some(pages) => unsafe { core::slice::from_raw_parts(pages.start().as_ptr(), self.len) },
            None => &[],
        }
    }
}

impl DerefMut for PageBuf {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        match &mut self.pages {
            // SAFETY: the pages hold as many bytes, initialised; they are borrowed as `self` is.
            Some(pages) => unsafe {
                core::slice::from_raw_parts_mut(pages.start().as_ptr(), self.len)
            },
            None => &mut [],
        }
    }
}

impl AsRef<[u8]> for PageBuf {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl AsMut<[u8]> for PageBuf {
    fn as_mut(&mut self) -> &mut [u8] {
        self
    }
}

/// Appends what is written.
impl io::Write for PageBuf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.extend_from_slice(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for PageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageBuf")
            .field("len", &self.len)
            .field("capacity", &self.capacity())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
