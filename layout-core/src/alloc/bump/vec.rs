use core::alloc::Layout;
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::mem::{ManuallyDrop, needs_drop};
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use core::slice;

use super::boxed::BumpBox;
use super::bump::Bump;
use super::values::Arena;
use crate::alloc::error::{AllocError, Failure};
use crate::alloc::source::{ChunkSource, Global};

/// A slice in the making: a vector in a [`Bump`] that becomes a slice of it.
///
/// For values that come one by one, of which nobody knows how many there will be. As long as nothing
/// else is allocated in the arena, it grows where it lies. For all that a vector can do, take that of
/// `allocator-api2`.
///
/// Values are dropped with the vector; those of [`into_slice`](Self::into_slice) are not.
///
/// ```
/// use layout_core::alloc::{Bump, BumpVec};
///
/// let bump = Bump::new();
/// let mut words = BumpVec::new_in(&bump);
/// for word in "an arena of words".split(' ') {
///     words.push(word);
/// }
/// let words: &mut [&str] = words.into_slice();
/// assert_eq!(words.len(), 4);
/// ```
pub struct BumpVec<'a, T, const MIN_ALIGN: usize = 1, A: ChunkSource = Global> {
    values: Buffer<T>,
    /// How many values there are, from the start of the buffer.
    len: usize,
    bump: &'a Bump<MIN_ALIGN, A>,
}

/// Room in the arena for `capacity` values, the vector's alone; `usize::MAX` of zero-sized ones.
struct Buffer<T> {
    start: NonNull<T>,
    capacity: usize,
}

impl<T> Buffer<T> {
    /// The first capacity of a vector that grows, in values: 64 bytes, but no less than 4.
    const FIRST_CAPACITY: usize = match size_of::<T>() {
        size @ 1..=16 => 64 / size,
        _ => 4,
    };
}

impl<T> Clone for Buffer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Buffer<T> {}

impl<'a, T, const MIN_ALIGN: usize, A: ChunkSource> BumpVec<'a, T, MIN_ALIGN, A> {
    /// A vector without memory.
    pub const fn new_in(bump: &'a Bump<MIN_ALIGN, A>) -> Self {
        let capacity = if size_of::<T>() == 0 { usize::MAX } else { 0 };
        Self { values: Buffer { start: NonNull::dangling(), capacity }, len: 0, bump }
    }

    /// Adds a value at the end.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    #[inline(always)]
    pub fn push(&mut self, value: T) {
        let Ok(()) = self.push_or::<Infallible>(value);
    }

    /// Adds a value at the end, if there is memory.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// bump.set_limit(Some(100));
    /// let mut numbers = BumpVec::new_in(&bump);
    /// while numbers.try_push(0_u64).is_ok() {}
    /// assert!(!numbers.is_empty());
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no memory for it; then the value is dropped.
    #[inline(always)]
    pub fn try_push(&mut self, value: T) -> Result<(), AllocError> {
        self.push_or(value)
    }

    #[inline(always)]
    fn push_or<F: Failure>(&mut self, value: T) -> Result<(), F> {
        let len = self.len;
        if len == self.values.capacity {
            // By value, so that the compiler may keep the vector in registers.
            self.values = grow(self.bump, self.values, 0)?;
        }
        // SAFETY: there are less values than there is room for, by the lines above.
        unsafe { self.values.start.add(len).write(value) };
        self.len = len + 1;
        Ok(())
    }

    /// Adds copies of values at the end.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut bytes = BumpVec::new_in(&bump);
    /// bytes.extend_from_slice(b"two ");
    /// bytes.extend_from_slice(b"words");
    /// assert_eq!(*bytes, *b"two words");
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no memory for them.
    #[inline]
    pub fn extend_from_slice(&mut self, values: &[T])
    where
        T: Copy,
    {
        let Ok(()) = self.extend_or::<Infallible>(values);
    }

    /// Adds copies of values at the end, if there is memory for all.
    ///
    /// # Errors
    ///
    /// If there is no memory for them; then none is added.
    #[inline]
    pub fn try_extend_from_slice(&mut self, values: &[T]) -> Result<(), AllocError>
    where
        T: Copy,
    {
        self.extend_or(values)
    }

    #[inline]
    fn extend_or<F: Failure>(&mut self, values: &[T]) -> Result<(), F>
    where
        T: Copy,
    {
        let Some(len) = self.len.checked_add(values.len()) else {
            return Err(F::from_error(AllocError::Overflow));
        };
        if len > self.values.capacity {
            self.values = grow(self.bump, self.values, len)?;
        }
        // SAFETY: there is room for so many more values, by the lines above; it is the vector's, which is
        // borrowed mutably, so that `values` lies elsewhere.
        unsafe {
            let end = self.values.start.add(self.len).as_ptr();
            end.copy_from_nonoverlapping(values.as_ptr(), values.len());
        }
        self.len = len;
        Ok(())
    }

    /// Takes the last value out.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut stack = BumpVec::new_in(&bump);
    /// stack.extend([1, 2]);
    /// assert_eq!((stack.pop(), stack.pop(), stack.pop()), (Some(2), Some(1), None));
    /// ```
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: the value is there, and is not counted any more.
        Some(unsafe { self.values.start.add(self.len).read() })
    }

    /// Drops all values and keeps the memory.
    pub fn clear(&mut self) {
        let values = &raw mut **self;
        // Before they are dropped: if that panics, they are not dropped again.
        self.len = 0;
        // SAFETY: the values were there, and are not counted any more.
        unsafe { ptr::drop_in_place(values) };
    }

    /// How many values there is memory for.
    pub const fn capacity(&self) -> usize {
        self.values.capacity
    }

    /// The values as a slice of the arena; memory that they do not need is given back. They are not
    /// dropped.
    pub fn into_slice(self) -> &'a mut [T] {
        let vec = ManuallyDrop::new(self);
        let Buffer { start, capacity } = vec.values;
        if size_of::<T>() > 0 {
            let (old, new) = (capacity * size_of::<T>(), vec.len * size_of::<T>());
            // SAFETY: the memory is the vector's; of what goes, nothing is used.
            unsafe { vec.bump.resize(start.cast(), old, new) };
        }
        // SAFETY: so many values are there, in memory that stays during `'a` and that was the vector's alone.
        unsafe { slice::from_raw_parts_mut(start.as_ptr(), vec.len) }
    }

    /// The values in a box that drops them; memory that they do not need is given back.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut texts = BumpVec::new_in(&bump);
    /// texts.extend([1, 2].map(|n| n.to_string()));
    /// assert_eq!(texts.into_boxed_slice().concat(), "12");
    /// ```
    pub fn into_boxed_slice(self) -> BumpBox<'a, [T]> {
        // SAFETY: the slice is the vector's, and its only reference becomes the box.
        unsafe { BumpBox::from_raw(NonNull::from(self.into_slice())) }
    }
}

/// A buffer of at least twice the size, and of room for `least` values, with the same values.
#[cold]
#[inline(never)]
fn grow<T, const MIN_ALIGN: usize, A: ChunkSource, F: Failure>(
    bump: &Bump<MIN_ALIGN, A>,
    values: Buffer<T>,
    least: usize,
) -> Result<Buffer<T>, F> {
    // The capacity of zero-sized values, which `Layout::array` does not refuse, cannot be doubled.
    let doubled = values.capacity.max(Buffer::<T>::FIRST_CAPACITY / 2).checked_mul(2);
    let wanted = doubled.map(|capacity| capacity.max(least));
    let Some(new) = wanted.and_then(|capacity| Layout::array::<T>(capacity).ok()) else {
        return Err(F::from_error(AllocError::Overflow));
    };
    let (old, capacity) = (values.capacity * size_of::<T>(), new.size() / size_of::<T>());
    // SAFETY: the memory is the vector's, or there is none, at an address that no arena hands out; it
    // becomes larger.
    if let Some(start) = unsafe { bump.resize(values.start.cast(), old, new.size()) } {
        return Ok(Buffer { start: start.cast(), capacity });
    }
    let start = bump.alloc_array::<T, F>(capacity)?;
    // SAFETY: the old memory holds up to so many values, and the new one is another and larger.
    unsafe {
        start.copy_from_nonoverlapping(values.start, values.capacity);
        bump.resize(values.start.cast(), old, 0);
    }
    Ok(Buffer { start, capacity })
}

impl<T, const MIN_ALIGN: usize, A: ChunkSource> Drop for BumpVec<'_, T, MIN_ALIGN, A> {
    fn drop(&mut self) {
        if needs_drop::<T>() {
            self.clear();
        }
        if size_of::<T>() > 0 {
            let size = self.values.capacity * size_of::<T>();
            // SAFETY: the memory is the vector's, and not used any more.
            unsafe { self.bump.resize(self.values.start.cast(), size, 0) };
        }
    }
}

impl<T, const MIN_ALIGN: usize, A: ChunkSource> Deref for BumpVec<'_, T, MIN_ALIGN, A> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: so many values are there, and they are the vector's.
        unsafe { slice::from_raw_parts(self.values.start.as_ptr(), self.len) }
    }
}

impl<T, const MIN_ALIGN: usize, A: ChunkSource> DerefMut for BumpVec<'_, T, MIN_ALIGN, A> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as above, and the vector is borrowed mutably.
        unsafe { slice::from_raw_parts_mut(self.values.start.as_ptr(), self.len) }
    }
}

impl<T, const MIN_ALIGN: usize, A: ChunkSource> Extend<T> for BumpVec<'_, T, MIN_ALIGN, A> {
    #[inline]
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

impl<T: Debug, const MIN_ALIGN: usize, A: ChunkSource> Debug for BumpVec<'_, T, MIN_ALIGN, A> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
