use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};
use std::io;

use super::pages::{Pages, copy_to_zeros};
use super::{PageError, PageOptions, ReadOnlyPageBuf, page_size};

/// Bytes on pages of their own, zeroed where nothing has been written, that can grow.
///
/// It begins a page. What has never been touched takes addresses, but no memory.
///
/// On Linux, the pages of a buffer that grows move to other addresses with what they hold, and no byte is
/// copied. Elsewhere what they hold is copied, except pages of zeros.
///
/// On Linux and Android, what is cut off goes back to the system where it is 128 KiB or more, so that it takes
/// memory no longer. The addresses stay, until [`shrink_to_fit`](Self::shrink_to_fit). Elsewhere what is cut off
/// is read, and zeroed where it is not zero.
///
/// Each method that needs pages has a twin that begins with `try_` and returns a [`PageError`]; the method itself
/// panics, as do `Clone`, `Extend` and `From`.
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
/// With a guard page behind the last page, code that runs past the end by a bug stops there, and does
/// not write over what comes next:
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
    /// An empty buffer, which has no pages yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { pages: None, len: 0, options: PageOptions::new(), is_locked: false }
    }

    /// For a buffer with a guard page, or on huge pages.
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

    /// [`try_zeroed`](Self::try_zeroed), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for it.
    #[track_caller]
    #[must_use]
    pub fn zeroed(len: usize) -> Self {
        Self::try_zeroed(len).unwrap_or_else(|error| error.handle())
    }

    /// [`try_with_capacity`](Self::try_with_capacity), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for it.
    #[track_caller]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::try_with_capacity(capacity).unwrap_or_else(|error| error.handle())
    }

    /// An empty buffer that has pages for `capacity` bytes.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for them.
    pub fn try_with_capacity(capacity: usize) -> Result<Self, PageError> {
        let mut buffer = Self::new();
        if capacity > 0 {
            buffer.grow(capacity)?;
        }
        Ok(buffer)
    }

    /// A buffer of `len` zeros.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it.
    pub fn try_zeroed(len: usize) -> Result<Self, PageError> {
        Self::options().try_zeroed(len)
    }

    /// The bytes that there are pages for: a multiple of [`page_size`].
    pub fn capacity(&self) -> usize {
        self.pages.as_ref().map_or(0, Pages::size)
    }

    /// [`try_reserve`](Self::try_reserve), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for them.
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.try_reserve(additional).unwrap_or_else(|error| error.handle());
    }

    /// Makes room for `additional` bytes, at least.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for them; the buffer is as it was.
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

    /// [`try_resize`](Self::try_resize), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for it.
    #[track_caller]
    pub fn resize(&mut self, len: usize) {
        self.try_resize(len).unwrap_or_else(|error| error.handle());
    }

    /// Makes it `len` bytes: what is cut off is gone, what is new is zero.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it; the buffer is as it was.
    ///
    /// Where `unsafe` code has locked or protected a part of the pages, the bytes are copied to new ones, which are
    /// neither. If they cannot be read, that is an error.
    pub fn try_resize(&mut self, len: usize) -> Result<(), PageError> {
        if len > self.capacity() {
            self.grow(len)?;
        }
        self.truncate(len);
        self.len = len;
        Ok(())
    }

    /// Removes the bytes from `len` on, if there are any.
    pub fn truncate(&mut self, len: usize) {
        if let (true, Some(pages)) = (len < self.len, &mut self.pages) {
            pages.zero(len, self.len);
            self.len = len;
        }
    }

    /// Gives back the pages that hold no byte, with their addresses. If the system refuses, they stay.
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

    /// [`try_extend_from_slice`](Self::try_extend_from_slice), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for them.
    #[track_caller]
    pub fn extend_from_slice(&mut self, bytes: &[u8]) {
        self.try_extend_from_slice(bytes).unwrap_or_else(|error| error.handle());
    }

    /// Appends bytes.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for them; the buffer is as it was.
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

    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self
    }

    /// The bytes, to be changed.
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        self
    }

    /// Keeps the pages in the machine's memory, also those that are added later: the system does not write them
    /// to a disk (`mlock`, `VirtualLock`). All of them take memory then.
    ///
    /// # Errors
    ///
    /// [`PageError`] if the system refuses, as beyond the process's limit (`RLIMIT_MEMLOCK`).
    pub fn lock(&mut self) -> Result<(), PageError> {
        if let Some(pages) = &self.pages {
            pages.set_locked(true)?;
        }
        self.is_locked = true;
        Ok(())
    }

    /// Ends what [`lock`](Self::lock) has begun.
    ///
    /// # Errors
    ///
    /// [`PageError`] if the system refuses.
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
    /// [`PageError`] if the system refuses or has no such thing; the buffer is given back to it.
    pub fn into_read_only(self) -> Result<ReadOnlyPageBuf, PageError> {
        ReadOnlyPageBuf::new(self)
    }

    /// Another buffer with the same options that holds the same.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it.
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
/// There are no pages for it.
impl Clone for PageBuf {
    #[track_caller]
    fn clone(&self) -> Self {
        self.try_clone().unwrap_or_else(|error| error.handle())
    }
}

/// # Panics
///
/// There are no pages for them.
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
/// There are no pages for them.
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
/// There are no pages for them.
impl<'a> Extend<&'a u8> for PageBuf {
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'a u8>>(&mut self, bytes: I) {
        self.extend(bytes.into_iter().copied());
    }
}

/// # Panics
///
/// There are no pages for them.
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

/// Appends what is written.
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
