use core::alloc::Layout;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

use crate::alloc_error::AllocError;

/// Room for values of `T`, aligned to `ALIGN` at least. What is in it is not dropped.
pub(super) struct Room<T, const ALIGN: usize> {
    // Aligned to `Self::ALIGN`. If `capacity * size_of::<T>()` is not 0, memory of the global allocator
    // with `layout(capacity)`, which this owns.
    start: NonNull<T>,
    // `usize::MAX` if `T` has no size.
    capacity: usize,
    owned: PhantomData<T>,
}

// SAFETY: it owns the memory and the values in it, as a `Vec` does.
unsafe impl<T: Send, const ALIGN: usize> Send for Room<T, ALIGN> {}
// SAFETY: a shared reference gives shared access to the values at most.
unsafe impl<T: Sync, const ALIGN: usize> Sync for Room<T, ALIGN> {}

impl<T, const ALIGN: usize> Room<T, ALIGN> {
    /// What the values are aligned to, in bytes.
    const ALIGN: usize = {
        assert!(ALIGN.is_power_of_two(), "the alignment of an `AlignedVec` is a power of two");
        if ALIGN > align_of::<T>() { ALIGN } else { align_of::<T>() }
    };

    /// No room yet; if `T` has no size, as much as there can be.
    #[inline]
    pub(super) const fn new() -> Self {
        let start = match NonNull::new(ptr::without_provenance_mut(Self::ALIGN)) {
            Some(start) => start,
            None => NonNull::dangling(),
        };
        let capacity = if size_of::<T>() == 0 { usize::MAX } else { 0 };
        Self { start, capacity, owned: PhantomData }
    }

    #[inline]
    pub(super) const fn start(&self) -> *mut T {
        self.start.as_ptr()
    }

    #[inline]
    pub(super) const fn capacity(&self) -> usize {
        self.capacity
    }

    #[inline]
    fn layout(capacity: usize) -> Result<Layout, AllocError> {
        let size = size_of::<T>().checked_mul(capacity).ok_or(AllocError::Overflow)?;
        Layout::from_size_align(size, Self::ALIGN).map_err(|_| AllocError::Overflow)
    }

    /// Makes room for `capacity` values, which is more than there was. What is there keeps its place
    /// among them. After an error nothing has changed.
    #[inline]
    pub(super) fn grow(&mut self, capacity: usize) -> Result<(), AllocError> {
        if size_of::<T>() == 0 {
            return Err(AllocError::Overflow);
        }
        let layout = Self::layout(capacity)?;
        let memory = if self.capacity == 0 {
            // SAFETY: `capacity` is more than 0, and so is the size of `T`.
            unsafe { std_alloc::alloc::alloc(layout) }
        } else {
            let old = Self::layout(self.capacity)?;
            // SAFETY: it is the memory of `old`, and the new size, which is not 0, has been checked to be
            // valid with the same alignment.
            unsafe { std_alloc::alloc::realloc(self.start.as_ptr().cast(), old, layout.size()) }
        };
        let start = NonNull::new(memory).ok_or(AllocError::OutOfMemory { size: layout.size() })?;
        self.start = start.cast();
        self.capacity = capacity;
        Ok(())
    }
}

impl<T, const ALIGN: usize> Room<T, ALIGN> {
    /// Makes room for `capacity` values, which is less than there was. After an error nothing has changed.
    #[inline]
    pub(super) fn shrink(&mut self, capacity: usize) -> Result<(), AllocError> {
        if size_of::<T>() == 0 {
            return Ok(());
        }
        if capacity == 0 {
            *self = Self::new();
            return Ok(());
        }
        let (old, new) = (Self::layout(self.capacity)?, Self::layout(capacity)?);
        // SAFETY: it is the memory of `old`; the new size is smaller and not 0.
        let memory =
            unsafe { std_alloc::alloc::realloc(self.start.as_ptr().cast(), old, new.size()) };
        let start = NonNull::new(memory).ok_or(AllocError::OutOfMemory { size: new.size() })?;
        self.start = start.cast();
        self.capacity = capacity;
        Ok(())
    }
}

impl<T, const ALIGN: usize> Drop for Room<T, ALIGN> {
    #[inline]
    fn drop(&mut self) {
        if size_of::<T>() == 0 || self.capacity == 0 {
            return;
        }
        if let Ok(layout) = Self::layout(self.capacity) {
            // SAFETY: it is the memory of that layout, and nobody uses it after this.
            unsafe { std_alloc::alloc::dealloc(self.start.as_ptr().cast(), layout) }
        }
    }
}
