use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};
use std::io;

use super::pages::{Pages, copy_to_zeros};
use super::{PageError, PageOptions, ReadOnlyPageBuf, page_size};

/// A growing buffer of bytes on its own pages, which starts as zeros.
///
/// It starts a page. Pages that you never touch take addresses, but no memory.
///
/// - Growing: on Linux, the pages move to other addresses and no byte is copied. Elsewhere the bytes are copied, except
///   pages of zeros.
/// - Shrinking: on Linux and Android, 128 KiB or more go back to the system. The addresses stay until
///   [`shrink_to_fit`](Self::shrink_to_fit). Elsewhere, the removed bytes are read, and zeroed where they are not zero.
///
/// Each method that needs pages panics if there are none, and so do `Clone`, `Extend` and `From`. Its twin with the
/// prefix `try_` returns a [`PageError`].
///
/// ```
/// use layout_core::alloc::page::{PageBuf, page_size};
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// let mut buffer = PageBuf::try_zeroed(10)?;
/// buffer[9] = 7;
/// buffer.try_resize(1 << 20)?;
/// assert_eq!(buffer[8..11], [0, 7, 0]);
/// assert_eq!(buffer.as_ptr().align_offset(page_size()), 0);
/// # Ok(())
/// # }
/// ```
///
/// With a guard page after the last page, a bug that writes past the end stops the program before it can damage other
/// memory:
///
/// ```
/// # use layout_core::alloc::page::{PageBuf, PageError, page_size};
/// # fn main() -> Result<(), PageError> {
/// # #[cfg(unix)] {
/// let buffer = PageBuf::options().guard_page(true).try_zeroed(page_size())?;
/// # #[cfg(all(target_os = "linux", feature = "region"))]
/// assert_eq!(
///     layout_core::region::region_at(buffer.as_ptr_range().end).kind,
///     layout_core::region::RegionKind::Guard,
/// );
/// # }
/// # Ok(())
/// # }
/// ```
#[doc(alias = "MmapMut")]
#[doc(alias = "mmap")]
#[derive(Default)]
pub struct PageBuf {
    // None if it has never held a byte.
    pages: Option<Pages>,
    // At most the size of the pages. The bytes of the pages from here on are zeros.
    len: usize,
    options: PageOptions,
    // The pages are to stay in the machine's memory.
    is_locked: bool,
}

impl PageBuf {
    /// Creates an empty buffer without pages.
    #[must_use]
    pub const fn new() -> Self {
        Self { pages: None, len: 0, options: PageOptions::new(), is_locked: false }
    }

    /// Options for a buffer with a guard page, or on huge pages.
    #[must_use]
    pub const fn options() -> PageOptions {
        PageOptions::new()
    }

    pub(super) fn with_options(options: PageOptions, len: usize) -> Result<Self, PageError> {
        let mut buffer = Self { options, ..Self::new() };
        buffer.try_resize(len)?;
        Ok(buffer)
    }

    /// The pages that it has, if it has any.
    pub(super) fn pages(&self) -> Option<&Pages> {
        self.pages.as_ref()
    }

    /// Like [`try_zeroed`](Self::try_zeroed), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn zeroed(len: usize) -> Self {
        Self::try_zeroed(len).unwrap_or_else(|error| error.handle())
    }

    /// Like [`try_with_capacity`](Self::try_with_capacity), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::try_with_capacity(capacity).unwrap_or_else(|error| error.handle())
    }

    /// Creates an empty buffer that has pages for `capacity` bytes.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    pub fn try_with_capacity(capacity: usize) -> Result<Self, PageError> {
        let mut buffer = Self::new();
        if capacity > 0 {
            buffer.grow(capacity)?;
        }
        Ok(buffer)
    }

    /// Creates a buffer of `len` zeros.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    pub fn try_zeroed(len: usize) -> Result<Self, PageError> {
        Self::options().try_zeroed(len)
    }

    /// Returns the number of bytes that the pages hold: a multiple of [`page_size`].
    pub fn capacity(&self) -> usize {
        self.pages.as_ref().map_or(0, Pages::size)
    }

    /// Like [`try_reserve`](Self::try_reserve), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.try_reserve(additional).unwrap_or_else(|error| error.handle());
    }

    /// Reserves room for at least `additional` bytes.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages; the buffer is then unchanged.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), PageError> {
        let len = self.len.checked_add(additional);
        let len = len.ok_or(PageError::Overflow { size: usize::MAX })?;
        if len > self.capacity() {
            // Twice as much, so that a buffer that grows byte by byte is seldom moved.
            let more = len.max(self.capacity().saturating_mul(2));
            self.grow(more).or_else(|_| self.grow(len))?;
        }
        Ok(())
    }

    /// Like [`try_resize`](Self::try_resize), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    pub fn resize(&mut self, len: usize) {
        self.try_resize(len).unwrap_or_else(|error| error.handle());
    }

    /// Sets the length to `len` bytes: removes the last bytes, or appends zeros.
    ///
    /// If `unsafe` code has locked or protected some of the pages, the bytes are copied to new pages, which are not
    /// locked or protected.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages, or if protected pages cannot be read; the buffer is then unchanged.
    pub fn try_resize(&mut self, len: usize) -> Result<(), PageError> {
        if len > self.capacity() {
            self.grow(len)?;
        }
        self.truncate(len);
        self.len = len;
        Ok(())
    }

    /// Removes all but the first `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        if let (true, Some(pages)) = (len < self.len, &mut self.pages) {
            pages.zero(len, self.len);
            self.len = len;
        }
    }

    /// Gives unused pages and their addresses back. If the system refuses, they stay.
    pub fn shrink_to_fit(&mut self) {
        match &mut self.pages {
            Some(_) if self.len == 0 => self.pages = None,
            Some(pages) => {
                // What stays can be used as before.
                let _ = pages.shrink(self.len);
            }
            None => {}
        }
    }

    /// Like [`try_extend_from_slice`](Self::try_extend_from_slice), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    pub fn extend_from_slice(&mut self, bytes: &[u8]) {
        self.try_extend_from_slice(bytes).unwrap_or_else(|error| error.handle());
    }

    /// Appends bytes.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages; the buffer is then unchanged.
    pub fn try_extend_from_slice(&mut self, bytes: &[u8]) -> Result<(), PageError> {
        self.try_reserve(bytes.len())?;
        let old = self.len;
        self.len += bytes.len();
        self[old..].copy_from_slice(bytes);
        Ok(())
    }

    /// Removes all bytes.
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Returns the bytes as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self
    }

    /// Returns the bytes as a mutable slice.
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        self
    }

    /// Locks the pages in memory, including later ones: the system does not write them to a disk (`mlock`,
    /// `VirtualLock`). All pages then take memory.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses, for example beyond the process's limit (`RLIMIT_MEMLOCK`).
    pub fn lock(&mut self) -> Result<(), PageError> {
        if let Some(pages) = &self.pages {
            pages.set_locked(true)?;
        }
        self.is_locked = true;
        Ok(())
    }

    /// Undoes [`lock`](Self::lock).
    ///
    /// # Errors
    ///
    /// Fails if the system refuses.
    pub fn unlock(&mut self) -> Result<(), PageError> {
        if let Some(pages) = &self.pages {
            pages.set_locked(false)?;
        }
        self.is_locked = false;
        Ok(())
    }

    /// Makes the pages read-only.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses or cannot protect pages; the buffer is then freed.
    pub fn into_read_only(self) -> Result<ReadOnlyPageBuf, PageError> {
        ReadOnlyPageBuf::new(self)
    }

    /// Copies the buffer, with the same options.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    pub fn try_clone(&self) -> Result<Self, PageError> {
        let mut other = Self { options: self.options, ..Self::new() };
        if self.is_locked {
            other.lock()?;
        }
        other.try_resize(self.len)?;
        copy_to_zeros(self, &mut other);
        Ok(other)
    }

    /// Takes pages for `len` bytes, which is more than there are.
    fn grow(&mut self, len: usize) -> Result<(), PageError> {
        match &mut self.pages {
            Some(pages) => pages.grow(len)?,
            None => self.pages = Some(Pages::zeroed(len, page_size(), self.options.guard_page)?),
        }
        let Some(pages) = &self.pages else { return Ok(()) };
        if self.options.huge_pages {
            // It is advice, and what is not taken changes nothing.
            let _ = pages.advise_huge();
        }
        if self.is_locked {
            // Pages that were moved are locked as before, and copies are not.
            pages.set_locked(true)?;
        }
        Ok(())
    }
}

impl Deref for PageBuf {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.pages {
            // SAFETY: the pages hold as many bytes, initialized; they are borrowed as `self` is.
            Some(pages) => unsafe { core::slice::from_raw_parts(pages.start().as_ptr(), self.len) },
            None => &[],
        }
    }
}

impl DerefMut for PageBuf {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        match &mut self.pages {
            // SAFETY: the pages hold as many bytes, initialized; they are borrowed as `self` is.
            Some(pages) => unsafe {
                core::slice::from_raw_parts_mut(pages.start().as_ptr(), self.len)
            },
            None => &mut [],
        }
    }
}

/// # Panics
///
/// Panics if the system refuses the pages.
impl Clone for PageBuf {
    #[track_caller]
    fn clone(&self) -> Self {
        self.try_clone().unwrap_or_else(|error| error.handle())
    }
}

/// # Panics
///
/// Panics if the system refuses the pages.
impl From<&[u8]> for PageBuf {
    #[track_caller]
    fn from(bytes: &[u8]) -> Self {
        let mut buffer = Self::new();
        buffer.try_extend_from_slice(bytes).unwrap_or_else(|error| error.handle());
        buffer
    }
}

/// # Panics
///
/// Panics if the system refuses the pages.
impl Extend<u8> for PageBuf {
    #[track_caller]
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        let mut bytes = bytes.into_iter();
        let mut part = [0; 256];
        loop {
            let mut count = 0;
            for (place, byte) in part.iter_mut().zip(&mut bytes) {
                *place = byte;
                count += 1;
            }
            if count == 0 {
                return;
            }
            self.try_extend_from_slice(&part[..count]).unwrap_or_else(|error| error.handle());
        }
    }
}

/// # Panics
///
/// Panics if the system refuses the pages.
impl<'a> Extend<&'a u8> for PageBuf {
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'a u8>>(&mut self, bytes: I) {
        self.extend(bytes.into_iter().copied());
    }
}

/// # Panics
///
/// Panics if the system refuses the pages.
impl FromIterator<u8> for PageBuf {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        let mut buffer = Self::new();
        buffer.extend(bytes);
        buffer
    }
}

/// Buffers are compared by their bytes.
impl PartialEq for PageBuf {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

impl Eq for PageBuf {}

impl PartialEq<[u8]> for PageBuf {
    fn eq(&self, other: &[u8]) -> bool {
        self[..] == *other
    }
}

impl PartialOrd for PageBuf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PageBuf {
    fn cmp(&self, other: &Self) -> Ordering {
        self[..].cmp(&other[..])
    }
}

impl Hash for PageBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self[..].hash(state);
    }
}

impl Borrow<[u8]> for PageBuf {
    fn borrow(&self) -> &[u8] {
        self
    }
}

impl BorrowMut<[u8]> for PageBuf {
    fn borrow_mut(&mut self) -> &mut [u8] {
        self
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

/// Appends bytes.
impl io::Write for PageBuf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.try_extend_from_slice(bytes)?;
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
