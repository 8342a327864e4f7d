use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};

use super::pages::Pages;
use super::{PageError, PageOptions, page_size};
use crate::forwarding::impl_forwarding;

/// A value on its own pages.
///
/// It starts a page, and nothing else is on its pages. Dropping the box drops the value and gives the pages back.
///
/// ```
/// use layout_core::alloc::page::{PageBox, page_size};
///
/// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
/// let mut table = PageBox::try_new([0_u32; 100])?;
/// table[7] = 1;
/// assert_eq!(table.as_ptr().align_offset(page_size()), 0);
/// assert_eq!(PageBox::reserved(&table), page_size());
/// # Ok(())
/// # }
/// ```
#[doc(alias = "mmap")]
pub struct PageBox<T> {
    // Valid for reads and writes of a `T` that is initialized and owned; into `pages` if there are any.
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
    /// Like [`try_new`](Self::try_new), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn new(value: T) -> Self {
        Self::try_new(value).unwrap_or_else(|error| error.handle())
    }

    /// Moves a value to new pages. A large value is on the stack first. [`zeroed`](Self::zeroed) and
    /// [`new_zeroed`](Self::new_zeroed) avoid that.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages; the value is then dropped.
    pub fn try_new(value: T) -> Result<Self, PageError> {
        PageOptions::new().try_boxed(value)
    }

    /// Like [`try_new_with`](Self::try_new_with), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages; `make` is then not called.
    #[track_caller]
    #[must_use]
    pub fn new_with(make: impl FnOnce() -> T) -> Self {
        Self::try_new_with(make).unwrap_or_else(|error| error.handle())
    }

    /// Takes new pages, and moves the value that `make` returns there. The compiler may create a large
    /// value in place.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages; `make` is then not called.
    pub fn try_new_with(make: impl FnOnce() -> T) -> Result<Self, PageError> {
        let place = Self::try_new_zeroed()?;
        // If `make` panics, the pages are dropped and nothing is written.
        Ok(fill(place, make))
    }

    /// Like [`try_new_zeroed`](Self::try_new_zeroed), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn new_zeroed() -> PageBox<MaybeUninit<T>> {
        Self::try_new_zeroed().unwrap_or_else(|error| error.handle())
    }

    /// Takes pages of zeros for a value that you create in place, without using the stack.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    ///
    /// ```
    /// use layout_core::alloc::page::PageBox;
    ///
    /// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
    /// struct Table {
    ///     used: usize,
    ///     slots: [u64; 1 << 20],
    /// }
    ///
    /// let mut table = PageBox::<Table>::try_new_zeroed()?;
    /// // SAFETY: zeros are values of both fields.
    /// let table = unsafe { PageBox::assume_init(table) };
    /// assert_eq!((table.used, table.slots[1000]), (0, 0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn try_new_zeroed() -> Result<PageBox<MaybeUninit<T>>, PageError> {
        PageOptions::new().try_boxed_zeroed()
    }

    /// Like [`try_zeroed`](Self::try_zeroed), but panics instead of returning an error.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses the pages.
    #[track_caller]
    #[must_use]
    pub fn zeroed() -> Self
    where
        T: Zeroable,
    {
        Self::try_zeroed().unwrap_or_else(|error| error.handle())
    }

    /// Creates a value of zeros without using the stack. Only pages that you touch take memory.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses the pages.
    ///
    /// ```
    /// use layout_core::alloc::page::PageBox;
    ///
    /// # fn main() -> Result<(), layout_core::alloc::page::PageError> {
    /// let mut counts = PageBox::<[[u32; 1024]; 1024]>::try_zeroed()?;
    /// counts[3][7] += 1;
    /// # Ok(())
    /// # }
    /// ```
    pub fn try_zeroed() -> Result<Self, PageError>
    where
        T: Zeroable,
    {
        let zeros = Self::try_new_zeroed()?;
        // SAFETY: zeros are a value of the type, which `Zeroable` promises.
        Ok(unsafe { PageBox::assume_init(zeros) })
    }

    /// Options for pages with a guard page, or for huge pages.
    #[must_use]
    pub const fn options() -> PageOptions {
        PageOptions::new()
    }

    pub(super) fn with_options(options: PageOptions) -> Result<PageBox<MaybeUninit<T>>, PageError> {
        let (value, pages) = match size_of::<T>() {
            0 => (aligned_place(), None),
            size => {
                let pages = Pages::zeroed(size, align_of::<T>(), options.guard_page)?;
                if options.huge_pages {
                    // It is advice, and what is not taken changes nothing.
                    let _ = pages.advise_huge();
                }
                (pages.start().cast(), Some(pages))
            }
        };
        Ok(PageBox { value, pages, owned: PhantomData })
    }

    /// Returns the size of the pages in bytes: a multiple of [`page_size`], or 0 for a zero-sized value.
    pub fn reserved(this: &Self) -> usize {
        this.pages.as_ref().map_or(0, Pages::size)
    }

    /// Moves the value out and gives the pages back.
    pub fn into_inner(this: Self) -> T {
        let mut this = ManuallyDrop::new(this);
        // SAFETY: the value is initialized, and as `this` is not dropped, read from here only.
        let value = unsafe { this.value.read() };
        drop(this.pages.take());
        value
    }
}

impl<T> PageBox<MaybeUninit<T>> {
    /// Declares that the value is initialized.
    ///
    /// # Safety
    ///
    /// The value is initialized: it was written, or zeros are a valid value of the type.
    #[must_use]
    pub unsafe fn assume_init(this: Self) -> PageBox<T> {
        let mut this = ManuallyDrop::new(this);
        PageBox { value: this.value.cast(), pages: this.pages.take(), owned: PhantomData }
    }

    /// Writes the value, which initializes it.
    pub fn write(mut this: Self, value: T) -> PageBox<T> {
        MaybeUninit::write(&mut *this, value);
        // SAFETY: it has been written.
        unsafe { Self::assume_init(this) }
    }
}

/// A type for which zeros are a valid value.
///
/// # Safety
///
/// A value whose bytes are all 0 is valid, and safe code may create one.
pub unsafe trait Zeroable {}

macro_rules! zeroable {
    ($($type:ty),*) => { $(
        // SAFETY: zeros are a value of the type.
        unsafe impl Zeroable for $type {}
    )* };
}

zeroable! {
    (), bool, char, f32, f64, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
}

// SAFETY: each element is zeros.
unsafe impl<T: Zeroable, const N: usize> Zeroable for [T; N] {}
// SAFETY: any bytes will do.
unsafe impl<T> Zeroable for MaybeUninit<T> {}

/// Writes what `make` returns. Apart from its caller, so that the stack holds a value, which may be larger than
/// that, only once there are pages for it.
#[inline(never)]
fn fill<T>(place: PageBox<MaybeUninit<T>>, make: impl FnOnce() -> T) -> PageBox<T> {
    PageBox::write(place, make())
}

/// A place for a value without size: at the start of a page, though nothing is there.
fn aligned_place<T>() -> NonNull<T> {
    let address = page_size().max(align_of::<T>());
    NonNull::new(ptr::without_provenance_mut(address)).unwrap_or(NonNull::dangling())
}

impl<T> Drop for PageBox<T> {
    fn drop(&mut self) {
        // SAFETY: the value is initialized and owned, and is dropped here only. The pages, a field, are
        // given back after this, also if it panics.
        unsafe { self.value.drop_in_place() }
    }
}

impl<T> Deref for PageBox<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the value is initialized and owned; it is borrowed as `self` is.
        unsafe { self.value.as_ref() }
    }
}

impl<T> DerefMut for PageBox<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the value is initialized and owned; it is borrowed as `self` is.
        unsafe { self.value.as_mut() }
    }
}

impl_forwarding!([] PageBox<T>);

/// # Panics
///
/// Panics if the system refuses the pages.
impl<T: Clone> Clone for PageBox<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}
