use core::mem::MaybeUninit;

use super::{PageBox, PageBuf, PageError};

/// Options for new pages: a guard page, huge pages.
///
/// ```
/// use layout_core::alloc::page::{PageBuf, PageOptions};
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// let buffer = PageBuf::options().huge_pages(true).try_zeroed(8 << 20)?;
/// assert_eq!(buffer.len(), 8 << 20);
/// # #[cfg(unix)] {
/// let key = PageOptions::new().guard_page(true).try_boxed([7_u8; 32])?;
/// assert_eq!(key[31], 7);
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageOptions {
    pub(super) guard_page: bool,
    pub(super) huge_pages: bool,
}

impl PageOptions {
    /// Creates options without a guard page and without huge pages.
    #[must_use]
    pub const fn new() -> Self {
        Self { guard_page: false, huge_pages: false }
    }

    /// Sets whether an inaccessible page follows the last one.
    ///
    /// Works on Unix and Windows; elsewhere, allocation then fails with [`PageError::Unsupported`].
    #[must_use]
    pub const fn guard_page(self, guard_page: bool) -> Self {
        Self { guard_page, ..self }
    }

    /// Sets whether the system is advised to use huge pages, on Linux (`MADV_HUGEPAGE`; [transparent huge
    /// pages](https://docs.kernel.org/admin-guide/mm/transhuge.html)). Other systems ignore it.
    #[must_use]
    pub const fn huge_pages(self, huge_pages: bool) -> Self {
        Self { huge_pages, ..self }
    }

    /// Like [`try_zeroed`](Self::try_zeroed), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn zeroed(self, len: usize) -> PageBuf {
        self.try_zeroed(len).unwrap_or_else(|error| error.handle())
    }

    /// Creates a buffer of `len` zeros.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    pub fn try_zeroed(self, len: usize) -> Result<PageBuf, PageError> {
        PageBuf::with_options(self, len)
    }

    /// Like [`try_boxed`](Self::try_boxed), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn boxed<T>(self, value: T) -> PageBox<T> {
        self.try_boxed(value).unwrap_or_else(|error| error.handle())
    }

    /// Moves a value to new pages.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages; the value is then dropped.
    pub fn try_boxed<T>(self, value: T) -> Result<PageBox<T>, PageError> {
        let place = self.try_boxed_zeroed::<T>()?;
        Ok(PageBox::write(place, value))
    }

    /// Like [`try_boxed_zeroed`](Self::try_boxed_zeroed), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn boxed_zeroed<T>(self) -> PageBox<MaybeUninit<T>> {
        self.try_boxed_zeroed().unwrap_or_else(|error| error.handle())
    }

    /// Takes pages of zeros for a value that you create in place: see [`PageBox::new_zeroed`].
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    pub fn try_boxed_zeroed<T>(self) -> Result<PageBox<MaybeUninit<T>>, PageError> {
        PageBox::with_options(self)
    }
}
