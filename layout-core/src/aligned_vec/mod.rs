mod drain;
mod into_iter;
mod raw;
mod traits;

use core::convert::Infallible;
use core::mem::MaybeUninit;
use core::ops::RangeBounds;
use core::ptr;

pub use self::drain::AlignedVecDrain;
pub use self::into_iter::AlignedVecIntoIter;
use self::raw::Room;
use crate::alloc_error::{AllocError, Failure};
use crate::range_bounds::bounds;

/// A vector whose first element stays aligned to at least `ALIGN` bytes, even when the vector grows. Use it for vector
/// units, DMA, direct I/O, and archives that are read in place.
///
/// `ALIGN` must be a power of two. Elements lie next to each other as in a `Vec`, so only the first one is aligned. To
/// align every element, use [`cache::Aligned`](crate::cache::Aligned) as their type.
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
/// Each method that needs memory panics if there is none. Its twin with the prefix `try_` returns an [`AllocError`] and
/// leaves the vector unchanged. Nothing aborts.
///
/// Appending, resizing and cloning copy all elements at once, as for a `Vec`. Each allocation takes 500 to 700
/// instructions more than a `Vec` does, because that is the cost of the C library's aligned allocation. For 16,384
/// elements, counted by callgrind, that is:
///
/// | | `extend_from_slice` | `resize` | `clone` |
/// | --- | --- | --- | --- |
/// | `u64` | 0.5 % | 2.6 % | 0.5 % |
/// | `u8` | 3 to 4 % | 3 to 4 % | 3 to 4 % |
///
/// A `Vec` with a custom allocator, on stable Rust, appends one element at a time, which takes 13 times as many
/// instructions for bytes. For methods that only `Vec` has, such as `splice`, use the slice, or `into_iter` and
/// `collect`.
///
/// The vector has the size and alignment of three words, and takes memory from the global allocator with the first
/// element.
#[doc(alias = "AVec")]
pub struct AlignedVec<T, const ALIGN: usize> {
    // Before `room`, whose elements it counts: the first `len` are initialized and owned.
    len: usize,
    room: Room<T, ALIGN>,
}

/// What a method that panics does with an error, and one that does not.
#[track_caller]
fn done<F: Failure>(result: Result<(), AllocError>) -> Result<(), F> {
    match result {
        Ok(()) => Ok(()),
        Err(error) => Err(F::from_error(error)),
    }
}

/// Of a method that has panicked already.
#[inline]
fn unfailing(result: Result<(), Infallible>) {
    match result {
        Ok(()) => {}
    }
}

impl<T, const ALIGN: usize> AlignedVec<T, ALIGN> {
    /// Creates an empty vector without allocating.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self { len: 0, room: Room::new() }
    }

    /// Creates an empty vector with room for `capacity` elements.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        let mut vec = Self::new();
        vec.reserve(capacity);
        vec
    }

    /// Like [`with_capacity`](Self::with_capacity), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_with_capacity(capacity: usize) -> Result<Self, AllocError> {
        let mut vec = Self::new();
        vec.try_reserve(capacity)?;
        Ok(vec)
    }

    /// Returns the number of elements that fit without more memory.
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.room.capacity()
    }

    /// Reserves room for at least `additional` elements.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline]
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        unfailing(self.make_room(additional));
    }

    /// Like [`reserve`](Self::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), AllocError> {
        self.make_room(additional)
    }

    #[inline]
    #[track_caller]
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
    /// Panics if there is no memory.
    #[inline]
    #[track_caller]
    pub fn push(&mut self, value: T) {
        unfailing(self.append_one(value));
    }

    /// Like [`push`](Self::push), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the element is then dropped.
    #[inline]
    pub fn try_push(&mut self, value: T) -> Result<(), AllocError> {
        self.append_one(value)
    }

    #[inline]
    #[track_caller]
    fn append_one<F: Failure>(&mut self, value: T) -> Result<(), F> {
        self.make_room(1)?;
        // SAFETY: there is room for one more element than `len`.
        unsafe { self.room.start().add(self.len).write(value) };
        self.len += 1;
        Ok(())
    }

    /// Removes the last element and returns it.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: it was the last initialized element, and is not counted any more.
        Some(unsafe { self.room.start().add(self.len).read() })
    }

    /// Drops all but the first `len` elements and keeps the memory.
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        let Some(removed) = self.len.checked_sub(len) else { return };
        // Before they are dropped: if that panics, they are not dropped again.
        self.len = len;
        let first = self.room.start().wrapping_add(len);
        // SAFETY: the elements from `len` on were initialized, and are not counted any more.
        unsafe { core::ptr::slice_from_raw_parts_mut(first, removed).drop_in_place() }
    }

    /// Drops all elements and keeps the memory.
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Returns the elements as a slice.
    #[must_use]
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        // SAFETY: so many elements are initialized, aligned, and borrowed as `self` is.
        unsafe { core::slice::from_raw_parts(self.room.start(), self.len) }
    }

    /// Returns the elements as a mutable slice.
    #[must_use]
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: so many elements are initialized, aligned, and borrowed as `self` is.
        unsafe { core::slice::from_raw_parts_mut(self.room.start(), self.len) }
    }

    /// Returns the room after the elements, as uninitialized memory. Initialize it, then call
    /// [`set_len`](Self::set_len).
    #[must_use]
    #[inline]
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        let spare = self.capacity() - self.len;
        // SAFETY: there is room for so many more elements, which nobody else refers to; none needs to be
        // initialized.
        unsafe { core::slice::from_raw_parts_mut(self.room.start().add(self.len).cast(), spare) }
    }

    /// Sets the number of elements without touching them.
    ///
    /// # Safety
    ///
    /// `len` is at most the capacity, and the first `len` elements are initialized.
    #[inline]
    pub const unsafe fn set_len(&mut self, len: usize) {
        self.len = len;
    }

    /// Inserts an element before the one at `index`, or at the end.
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds, or if there is no memory.
    #[track_caller]
    #[inline]
    pub fn insert(&mut self, index: usize, value: T) {
        let len = self.len;
        assert!(index <= len, "the index to insert at is {index}, but the length is {len}");
        self.reserve(1);
        // SAFETY: there is room for one more element; those from `index` on move by one place, and the free
        // one is written.
        unsafe {
            let place = self.room.start().add(index);
            ptr::copy(place, place.add(1), len - index);
            place.write(value);
        }
        self.len = len + 1;
    }

    /// Removes the element at `index` and returns it; later elements move up.
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds.
    #[track_caller]
    #[inline]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        assert!(index < len, "the index to remove is {index}, but the length is {len}");
        self.len = len - 1;
        // SAFETY: the element is initialized, and is read from here only: those after it move to its place.
        unsafe {
            let place = self.room.start().add(index);
            let value = place.read();
            ptr::copy(place.add(1), place, len - index - 1);
            value
        }
    }

    /// Removes the element at `index` and returns it; the last element takes its place.
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds.
    #[track_caller]
    #[inline]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        assert!(index < len, "the index to remove is {index}, but the length is {len}");
        self.swap(index, len - 1);
        match self.pop() {
            Some(value) => value,
            None => unreachable!("the length is more than {index}"),
        }
    }

    /// Drops the elements for which `keep` returns false. If `keep` or a `drop` panics, the elements that were not
    /// visited stay.
    #[inline]
    pub fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        self.retain_by(|_, value| keep(value));
    }

    /// Drops each element for which `same` returns true. `same` gets the element, then the last element that was kept.
    ///
    /// ```
    /// # use layout_core::alloc::AlignedVec;
    /// let mut numbers = AlignedVec::<u8, 64>::from([1, 1, 2, 3, 3]);
    /// numbers.dedup_by(|one, before| one == before);
    /// assert_eq!(numbers.as_slice(), [1, 2, 3]);
    /// ```
    #[inline]
    pub fn dedup_by(&mut self, mut same: impl FnMut(&mut T, &mut T) -> bool) {
        self.retain_by(|before, value| before.is_none_or(|before| !same(value, before)));
    }

    /// Drops each element that equals the one before it.
    #[inline]
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.dedup_by(|one, before| *one == *before);
    }

    /// Keeps the elements for which `keep`, of the one kept before and of the element, is true.
    #[inline]
    fn retain_by(&mut self, mut keep: impl FnMut(Option<&mut T>, &mut T) -> bool) {
        let mut rest = Rest::of(self, 0, 0);
        while rest.next < rest.len {
            let start = rest.vec.room.start();
            // SAFETY: the element is initialized and not counted by the vector, whose elements are those kept, at
            // most as many as have been looked at.
            unsafe {
                let place = start.add(rest.next);
                let before = rest.vec.len.checked_sub(1).map(|last| &mut *start.add(last));
                let is_kept = keep(before, &mut *place);
                rest.next += 1;
                if is_kept {
                    ptr::copy(place, start.add(rest.vec.len), 1);
                    rest.vec.len += 1;
                } else {
                    place.drop_in_place();
                }
            }
        }
    }

    /// Removes the elements of a range and returns them as an iterator.
    ///
    /// Elements that you do not take are dropped with the iterator, which then closes the gap. If you forget the
    /// iterator, the vector ends where the range starts, and the later elements leak.
    ///
    /// ```
    /// # use layout_core::alloc::AlignedVec;
    /// let mut numbers = AlignedVec::<u8, 64>::from([0, 1, 2, 3]);
    /// assert!(numbers.drain(1..3).eq([1, 2]));
    /// assert_eq!(numbers.as_slice(), [0, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the range is out of bounds.
    #[track_caller]
    #[inline]
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> AlignedVecDrain<'_, T, ALIGN> {
        let (start, end) = bounds(&range, self.len);
        AlignedVecDrain::new(Rest::of(self, start, end), start)
    }

    /// Moves the elements of another vector to the end of this one.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    pub fn append<const OTHER: usize>(&mut self, other: &mut AlignedVec<T, OTHER>) {
        self.reserve(other.len);
        let count = core::mem::take(&mut other.len);
        // SAFETY: there is room for so many more elements, and the other vector does not count them any more.
        unsafe {
            let place = self.room.start().add(self.len);
            ptr::copy_nonoverlapping(other.room.start(), place, count);
        }
        self.len += count;
    }

    /// Gives back unused memory. If the allocator refuses, the memory stays.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        if self.len < self.capacity() {
            // What stays can be used as before.
            let _ = self.room.shrink(self.len);
        }
    }

    /// Sets the length to `len`: drops the last elements, or appends what `make` returns.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn resize_with(&mut self, len: usize, make: impl FnMut() -> T) {
        match len.checked_sub(self.len) {
            None | Some(0) => self.truncate(len),
            Some(more) => {
                self.reserve(more);
                // SAFETY: there is room for so many.
                unsafe { self.fill(core::iter::repeat_with(make).take(more)) };
            }
        }
    }

    /// Appends the values of an iterator, without a look at the room.
    ///
    /// # Safety
    ///
    /// There is room for as many as the iterator yields.
    #[inline]
    unsafe fn fill(&mut self, values: impl Iterator<Item = T>) {
        // The length is stored once, also if a value panics: so the loop is one that compilers know.
        let mut filled = Filled { len: self.len, vec_len: &mut self.len };
        let start = self.room.start();
        for value in values {
            // SAFETY: as the caller promises.
            unsafe { start.add(filled.len).write(value) };
            filled.len += 1;
        }
    }

    /// Appends what an iterator yields, whose length is told truly, or more or less of it.
    #[track_caller]
    fn append_all<F: Failure>(&mut self, mut values: impl Iterator<Item = T>) -> Result<(), F> {
        loop {
            self.make_room(values.size_hint().0)?;
            let spare = self.capacity() - self.len;
            // SAFETY: there is room for so many.
            unsafe { self.fill(values.by_ref().take(spare)) };
            let Some(value) = values.next() else { return Ok(()) };
            self.append_one(value)?;
        }
    }
}

/// The elements after a gap: from `next` to `len`, initialized, and not counted by the vector, which counts those
/// before the gap. When this is dropped, they move there; if it is forgotten, they are lost.
struct Rest<'a, T, const ALIGN: usize> {
    next: usize,
    len: usize,
    vec: &'a mut AlignedVec<T, ALIGN>,
}

impl<'a, T, const ALIGN: usize> Rest<'a, T, ALIGN> {
    /// With a gap between two places of the vector, in this order.
    #[inline]
    fn of(vec: &'a mut AlignedVec<T, ALIGN>, start: usize, next: usize) -> Self {
        debug_assert!(start <= next && next <= vec.len);
        let len = core::mem::replace(&mut vec.len, start);
        Self { next, len, vec }
    }
}

impl<T, const ALIGN: usize> Drop for Rest<'_, T, ALIGN> {
    #[inline]
    fn drop(&mut self) {
        let count = self.len - self.next;
        let start = self.vec.room.start();
        // SAFETY: the elements move to after those before the gap, where there are none that are counted.
        unsafe { ptr::copy(start.add(self.next), start.add(self.vec.len), count) };
        self.vec.len += count;
    }
}

/// The elements written so far, of which the vector is told at the end.
struct Filled<'a> {
    len: usize,
    vec_len: &'a mut usize,
}

impl Drop for Filled<'_> {
    #[inline]
    fn drop(&mut self) {
        *self.vec_len = self.len;
    }
}

impl<T: Clone, const ALIGN: usize> AlignedVec<T, ALIGN> {
    /// Appends clones of the elements of a slice.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn extend_from_slice(&mut self, values: &[T]) {
        self.reserve(values.len());
        // SAFETY: there is room for them.
        unsafe { self.fill(values.iter().cloned()) };
    }

    /// Like [`extend_from_slice`](Self::extend_from_slice), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; nothing is then appended.
    #[inline]
    pub fn try_extend_from_slice(&mut self, values: &[T]) -> Result<(), AllocError> {
        self.try_reserve(values.len())?;
        // SAFETY: there is room for them.
        unsafe { self.fill(values.iter().cloned()) };
        Ok(())
    }

    /// Sets the length to `len`: drops the last elements, or appends clones of `value`.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn resize(&mut self, len: usize, value: T) {
        unfailing(self.fill_up(len, value));
    }

    /// Like [`resize`](Self::resize), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the vector is then unchanged.
    #[inline]
    pub fn try_resize(&mut self, len: usize, value: T) -> Result<(), AllocError> {
        self.fill_up(len, value)
    }

    #[track_caller]
    fn fill_up<F: Failure>(&mut self, len: usize, value: T) -> Result<(), F> {
        match len.checked_sub(self.len) {
            None | Some(0) => self.truncate(len),
            Some(more) => {
                self.make_room(more)?;
                // SAFETY: there is room for so many: the clones, and the value itself.
                unsafe {
                    self.fill((1..more).map(|_| value.clone()));
                    self.fill(core::iter::once(value));
                }
            }
        }
        Ok(())
    }
}
