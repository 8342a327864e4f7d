use core::mem::MaybeUninit;

use super::{PageBox, PageBuf, PageError};

/// How pages are taken.
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
    /// Neither guard page nor advice.
    #[must_use]
    pub const fn new() -> Self {
        Self { guard_page: false, huge_pages: false }
    }

    /// Whether a page that must not be touched follows the last one.
    ///
    /// Only on Unix and Windows; elsewhere to take pages is [`PageError::Unsupported`].
    #[must_use]
    pub const fn guard_page(self, guard_page: bool) -> Self {
        Self { guard_page, ..self }
    }

    /// Whether the system is advised to back the pages by huge ones, on Linux
    /// (`MADV_HUGEPAGE`; [transparent huge pages](https://docs.kernel.org/admin-guide/mm/transhuge.html)).
    /// It is advice: where the system knows no such thing, it is not given.
    #[must_use]
    pub const fn huge_pages(self, huge_pages: bool) -> Self {
        Self { huge_pages, ..self }
    }

    /// [`try_zeroed`](Self::try_zeroed), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for it.
    #[track_caller]
    #[must_use]
    pub fn zeroed(self, len: usize) -> PageBuf {
        self.try_zeroed(len).unwrap_or_else(|error| error.handle())
    }

    /// A buffer of `len` zeros.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are no pages for it.
    pub fn try_zeroed(self, len: usize) -> Result<PageBuf, PageError> {
        PageBuf::with_options(self, len)
    }

    /// [`try_boxed`](Self::try_boxed), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for it.
    #[track_caller]
    #[must_use]
    pub fn boxed<T>(self, value: T) -> PageBox<T> {
        self.try_boxed(value).unwrap_or_else(|error| error.handle())
    }

    /// Moves a value to new pages.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are none; the value is dropped.
    pub fn try_boxed<T>(self, value: T) -> Result<PageBox<T>, PageError> {
        let place = self.try_boxed_zeroed::<T>()?;
        Ok(PageBox::write(place, value))
    }

    /// [`try_boxed_zeroed`](Self::try_boxed_zeroed), with a panic in place of the error.
    ///
    /// # Panics
    ///
    /// Panics if there are no pages for it.
    #[track_caller]
    #[must_use]
    pub fn boxed_zeroed<T>(self) -> PageBox<MaybeUninit<T>> {
        self.try_boxed_zeroed().unwrap_or_else(|error| error.handle())
    }

    /// New pages for a value that is made in place, all zeros: see [`PageBox::new_zeroed`].
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are none.
    pub fn try_boxed_zeroed<T>(self) -> Result<PageBox<MaybeUninit<T>>, PageError> {
        PageBox::with_options(self)
    }
}
