use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};

use super::pages::Pages;
use super::{PageError, page_size};

/// A value on pages of its own.
///
/// It begins a page, and nothing else is on its pages. It is dropped and the pages are given back when
/// the box is dropped.
///
/// ```
/// use layout_core::alloc::page::{PageBox, page_size};
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// let mut table = PageBox::new([0_u32; 100])?;
/// table[7] = 1;
/// assert_eq!(table.as_ptr().align_offset(page_size()), 0);
/// assert_eq!(table.reserved(), page_size());
/// # Ok(())
/// # }
/// ```
pub struct PageBox<T> {
    // Valid for reads and writes of a `T` that is initialised and owned; into `pages` if there are any.
    value: NonNull<T>,
    // None for a value without size.
    pages: Option<Pages>,
    owned: PhantomData<T>,
}

// SAFETY: it owns the value, as a `Box` does.
unsafe impl<T: Send> Send for PageBox<T> {}
// SAFETY: a shared reference gives a shared reference to the value and no more.
unsafe impl<T: Sync> Sync for PageBox<T> {}

impl<T> PageBox<T> {
    /// Moves a value to new pages.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are none; the value is dropped.
    pub fn new(value: T) -> Result<Self, PageError> {
        Self::new_with(|| value)
    }

    /// Takes new pages, and moves there what `make` returns. A large value may be made in place, if the
    /// compiler sees to it.
    ///
    /// # Errors
    ///
    /// [`PageError`] if there are none; `make` is not called.
    pub fn new_with(make: impl FnOnce() -> T) -> Result<Self, PageError> {
        let (place, pages) = match size_of::<T>() {
            0 => (aligned_place(), None),
            size => {
                let pages = Pages::zeroed(size, align_of::<T>(), false)?;
                (pages.start().cast::<T>(), Some(pages))
            }
        };
        // SAFETY: the place is aligned, and valid for writes of a `T`: it is the start of as many new
        // bytes, or a `T` has no bytes. If `make` panics, the pages are dropped and nothing is written.
        unsafe { fill(place, make) };
        Ok(Self { value: place, pages, owned: PhantomData })
    }

    /// The bytes of the pages: [`page_size`], or a multiple of it; 0 of a value without size.
    pub fn reserved(&self) -> usize {
        self.pages.as_ref().map_or(0, Pages::size)
    }

    /// Moves the value out, and gives the pages back.
    pub fn into_inner(self) -> T {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: the value is initialised, and as `this` is not dropped, read from here only.
        let value = unsafe { this.value.read() };
        drop(this.pages.take());
        value
    }
}

/// Writes what `make` returns to `place`. Apart from its caller, so that the stack holds a value, which
/// may be larger than that, only once there are pages for it.
///
/// # Safety
///
/// `place` is aligned and valid for writes of a `T`.
#[inline(never)]
unsafe fn fill<T>(place: NonNull<T>, make: impl FnOnce() -> T) {
    // SAFETY: as the caller promises.
    unsafe { place.write(make()) }
}

/// A place for a value without size: at the start of a page, though nothing is there.
fn aligned_place<T>() -> NonNull<T> {
    let address = page_size().max(align_of::<T>());
    NonNull::new(ptr::without_provenance_mut(address)).unwrap_or(NonNull::dangling())
}

impl<T> Drop for PageBox<T> {
    fn drop(&mut self) {
        // SAFETY: the value is initialised and owned, and is dropped here only. The pages, a field, are
        // given back after this, also if it panics.
        unsafe { self.value.drop_in_place() }
    }
}

impl<T> Deref for PageBox<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the value is initialised and owned; it is borrowed as `self` is.
        unsafe { self.value.as_ref() }
    }
}

impl<T> DerefMut for PageBox<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the value is initialised and owned; it is borrowed as `self` is.
        unsafe { self.value.as_mut() }
    }
}

impl<T> AsRef<T> for PageBox<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for PageBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PageBox").field(&**self).finish()
    }
}

impl<T: fmt::Display> fmt::Display for PageBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}
