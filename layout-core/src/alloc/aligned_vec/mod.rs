mod raw;
mod traits;

use core::convert::Infallible;

use self::raw::Room;
use super::AllocError;
use super::error::Failure;

/// A vector whose first element is aligned to `ALIGN` bytes at least, also when it grows: for vector
/// units, DMA, direct I/O and archives that are read in place.
///
/// `ALIGN` is a power of two; else the program is not built. Elements lie side by side as in a `Vec`, so it is
/// the start that is aligned, not each of them: for that, take
/// [`cache::Aligned`](crate::cache::Aligned) as their type.
///
/// ```
/// use layout_core::alloc::AlignedVec;
///
/// let mut samples: AlignedVec<f32, 64> = AlignedVec::with_capacity(100);
/// samples.extend_from_slice(&[0.5; 33]);
/// samples.push(1.0);
/// assert_eq!(samples.as_ptr().align_offset(64), 0);
/// assert_eq!(samples.iter().sum::<f32>(), 17.5);
/// ```
///
/// ```compile_fail
/// # use layout_core::alloc::AlignedVec;
/// let bytes = AlignedVec::<u8, 48>::new(); // 48 is not a power of two
/// ```
///
/// Each method that needs memory has a twin that begins with `try_` and returns an [`AllocError`]; the
/// method itself panics. Nothing aborts. After an error the vector is as it was.
///
/// It has alignment and size of three words, and takes memory from the global allocator when the first
/// element comes.
pub struct AlignedVec<T, const ALIGN: usize> {
    // Before `room`, whose elements it counts: the first `len` are initialised and owned.
    len: usize,
    room: Room<T, ALIGN>,
}

/// What a method that panics does with an error, and one that does not.
fn done<F: Failure>(result: Result<(), AllocError>) -> Result<(), F> {
    result.map_err(F::from_error)
}

/// Of a method that has panicked already.
fn unfailing(result: Result<(), Infallible>) {
    match result {
        Ok(()) => {}
    }
}

impl<T, const ALIGN: usize> AlignedVec<T, ALIGN> {
    /// An empty vector, without memory.
    #[must_use]
    pub const fn new() -> Self {
        Self { len: 0, room: Room::new() }
    }

    /// An empty vector with room for `capacity` elements.
    ///
    /// # Panics
    ///
    /// There is no memory for them.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        let mut vec = Self::new();
        vec.reserve(capacity);
        vec
    }

    /// An empty vector with room for `capacity` elements.
    ///
    /// # Errors
    ///
    /// There is no memory for them.
    pub fn try_with_capacity(capacity: usize) -> Result<Self, AllocError> {
        let mut vec = Self::new();
        vec.try_reserve(capacity)?;
        Ok(vec)
    }

    /// The number of elements that there is room for.
    pub const fn capacity(&self) -> usize {
        self.room.capacity()
    }

    /// Makes room for `additional` elements, at least.
    ///
    /// # Panics
    ///
    /// There is no memory for them.
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        unfailing(self.make_room(additional));
    }

    /// Makes room for `additional` elements, at least.
    ///
    /// # Errors
    ///
    /// There is no memory for them.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), AllocError> {
        self.make_room(additional)
    }

    #[inline]
    fn make_room<F: Failure>(&mut self, additional: usize) -> Result<(), F> {
        if additional <= self.capacity() - self.len { Ok(()) } else { done(self.grow(additional)) }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, additional: usize) -> Result<(), AllocError> {
        let needed = self.len.checked_add(additional).ok_or(AllocError::Overflow)?;
        // Twice as much, so that elements are seldom moved; one line at least.
        let line = crate::layout::CACHE_LINE / size_of::<T>().max(1);
        let more = self.capacity().saturating_mul(2).max(line).max(needed);
        self.room.grow(more).or_else(|_| self.room.grow(needed))
    }

    /// Appends an element.
    ///
    /// # Panics
    ///
    /// There is no memory for it.
    #[inline]
    pub fn push(&mut self, value: T) {
        unfailing(self.append(value));
    }

    /// Appends an element.
    ///
    /// # Errors
    ///
    /// There is no memory for it; it is dropped.
    #[inline]
    pub fn try_push(&mut self, value: T) -> Result<(), AllocError> {
        self.append(value)
    }

    #[inline]
    fn append<F: Failure>(&mut self, value: T) -> Result<(), F> {
        self.make_room(1)?;
        // SAFETY: there is room for one more element than `len`.
        unsafe { self.room.start().add(self.len).write(value) };
        self.len += 1;
        Ok(())
    }

    /// Removes the last element.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: it was the last initialised element, and is not counted any more.
        Some(unsafe { self.room.start().add(self.len).read() })
    }

    /// Drops all elements but the first `len`. The memory stays.
    pub fn truncate(&mut self, len: usize) {
        let Some(removed) = self.len.checked_sub(len) else { return };
        // Before they are dropped: if that panics, they are not dropped again.
        self.len = len;
        let first = self.room.start().wrapping_add(len);
        // SAFETY: the elements from `len` on were initialised, and are not counted any more.
        unsafe { core::ptr::slice_from_raw_parts_mut(first, removed).drop_in_place() }
    }

    /// Drops all elements. The memory stays.
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Appends what an iterator yields, whose length is told truly, or more or less of it.
    fn append_all<F: Failure>(&mut self, values: impl Iterator<Item = T>) -> Result<(), F> {
        self.make_room(values.size_hint().0)?;
        for value in values {
            self.append(value)?;
        }
        Ok(())
    }
}

impl<T: Clone, const ALIGN: usize> AlignedVec<T, ALIGN> {
    /// Appends clones of the elements of a slice.
    ///
    /// # Panics
    ///
    /// There is no memory for them.
    pub fn extend_from_slice(&mut self, values: &[T]) {
        unfailing(self.append_all(values.iter().cloned()));
    }

    /// Appends clones of the elements of a slice.
    ///
    /// # Errors
    ///
    /// There is no memory for them; none is appended.
    pub fn try_extend_from_slice(&mut self, values: &[T]) -> Result<(), AllocError> {
        self.append_all(values.iter().cloned())
    }

    /// Makes it `len` elements: drops the last ones, or appends clones of `value`.
    ///
    /// # Panics
    ///
    /// There is no memory for them.
    pub fn resize(&mut self, len: usize, value: T) {
        unfailing(self.fill_up(len, value));
    }

    /// Makes it `len` elements: drops the last ones, or appends clones of `value`.
    ///
    /// # Errors
    ///
    /// There is no memory for them; the vector is as it was.
    pub fn try_resize(&mut self, len: usize, value: T) -> Result<(), AllocError> {
        self.fill_up(len, value)
    }

    fn fill_up<F: Failure>(&mut self, len: usize, value: T) -> Result<(), F> {
        match len.checked_sub(self.len) {
            None | Some(0) => {
                self.truncate(len);
                Ok(())
            }
            Some(more) => self.append_all(core::iter::repeat_n(value, more)),
        }
    }
}
