use core::fmt;
use core::ops::Deref;

use super::{PageBuf, PageError};

/// A buffer of bytes that the processor protects from writes, even from `unsafe` code with a wrong pointer.
///
/// ```
/// use layout_core::alloc::page::PageBuf;
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// # #[cfg(any(unix, windows))] {
/// let mut table = PageBuf::try_zeroed(256)?;
/// table[3] = 9;
/// let table = table.into_read_only()?;
/// assert_eq!(table[3], 9);
/// let mut table = table.into_writable()?;
/// table[3] = 0;
/// # }
/// # Ok(())
/// # }
/// ```
pub struct ReadOnlyPageBuf {
    // Its pages are read-only, and no mutable reference to it leaves this type.
    buffer: PageBuf,
}

impl ReadOnlyPageBuf {
    pub(super) fn new(buffer: PageBuf) -> Result<Self, PageError> {
        if let Some(pages) = buffer.pages() {
            // SAFETY: the buffer is kept here, where it is not borrowed mutably.
            unsafe { pages.set_writable(false)? };
        }
        Ok(Self { buffer })
    }

    /// Returns the bytes as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self.buffer.as_slice()
    }

    /// Makes the buffer writable again.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses; the buffer is then freed.
    pub fn into_writable(self) -> Result<PageBuf, PageError> {
        if let Some(pages) = self.buffer.pages() {
            // SAFETY: the pages can be written to after this.
            unsafe { pages.set_writable(true)? };
        }
        Ok(self.buffer)
    }
}

impl Deref for ReadOnlyPageBuf {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.as_slice()
    }
}

impl AsRef<[u8]> for ReadOnlyPageBuf {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl fmt::Debug for ReadOnlyPageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadOnlyPageBuf").field(&self.buffer).finish()
    }
}
