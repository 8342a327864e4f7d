use core::alloc::Layout;
use core::borrow::{Borrow, BorrowMut};
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, needs_drop};
use core::ops::{Deref, DerefMut, RangeBounds};
use core::ptr::{self, NonNull};
use core::slice;

use super::allocate::{Arena, refuse_drop};
use super::boxed::{BumpBox, IntoIter};
#[cfg(feature = "alloc")]
use super::bump::Bump;
#[cfg(not(feature = "alloc"))]
use super::fixed::FixedBump;
use crate::alloc_error::{AllocError, Failure};
use crate::range_bounds::bounds;

/// The arena of a vector or a string if its type names no other.
#[cfg(feature = "alloc")]
pub(super) type DefaultArena<'a> = &'a Bump;
#[cfg(not(feature = "alloc"))]
pub(super) type DefaultArena<'a> = &'a FixedBump<'a>;

/// A growing vector in an arena, which can become a slice of the arena.
///
/// Use it when you do not know the number of values in advance. The vector grows in place while nothing else is
/// allocated in the arena. The arena is a [`Bump`], a [`FixedBump`](super::FixedBump) or a [`LocalBump`].
///
/// Values are dropped with the vector; those of [`into_slice`](Self::into_slice) are not.
///
/// [`Bump`]: crate::alloc::Bump
/// [`LocalBump`]: crate::alloc::LocalBump
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
///
/// Without a heap:
///
/// ```
/// use layout_core::alloc::{BumpArray, BumpVec};
///
/// let mut memory = BumpArray::<64>::new();
/// let bump = memory.bump();
/// let mut numbers = BumpVec::new_in(&bump);
/// while numbers.try_push(0_u32).is_ok() {}
/// assert_eq!(numbers.len(), 16);
/// ```
pub struct BumpVec<'a, T, B: Arena<'a> = DefaultArena<'a>> {
    values: Buffer<T>,
    /// How many values there are, from the start of the buffer.
    len: usize,
    arena: B,
    owned: PhantomData<(&'a T, T)>,
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
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Buffer<T> {}

impl<'a, T, B: Arena<'a>> BumpVec<'a, T, B> {
    /// Creates a vector without allocating.
    #[inline]
    pub const fn new_in(arena: B) -> Self {
        let capacity = if size_of::<T>() == 0 { usize::MAX } else { 0 };
        let values = Buffer { start: NonNull::dangling(), capacity };
        Self { values, len: 0, arena, owned: PhantomData }
    }

    /// Creates a vector with room for `capacity` values.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let numbers: BumpVec<u64> = BumpVec::with_capacity_in(10, &bump);
    /// assert!(numbers.is_empty() && numbers.capacity() >= 10);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn with_capacity_in(capacity: usize, arena: B) -> Self {
        let mut vec = Self::new_in(arena);
        vec.reserve(capacity);
        vec
    }

    /// Like [`with_capacity_in`](Self::with_capacity_in), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_with_capacity_in(capacity: usize, arena: B) -> Result<Self, AllocError> {
        let mut vec = Self::new_in(arena);
        vec.try_reserve(capacity)?;
        Ok(vec)
    }

    /// Collects the values of an iterator of any length.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let odd = BumpVec::from_iter_in((0..10).filter(|n| n % 2 == 1), &bump);
    /// assert_eq!(odd.into_slice(), [1, 3, 5, 7, 9]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn from_iter_in(values: impl IntoIterator<Item = T>, arena: B) -> Self {
        let mut vec = Self::new_in(arena);
        vec.extend(values);
        vec
    }

    /// Appends a value.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline(always)]
    #[track_caller]
    pub fn push(&mut self, value: T) {
        let Ok(()) = self.push_or::<Infallible>(value);
    }

    /// Like [`push`](Self::push), but returns an error if there is no memory.
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
    /// Fails if there is no memory; the value is then dropped.
    #[inline(always)]
    pub fn try_push(&mut self, value: T) -> Result<(), AllocError> {
        self.push_or(value)
    }

    #[inline(always)]
    #[track_caller]
    fn push_or<F: Failure>(&mut self, value: T) -> Result<(), F> {
        let len = self.len;
        if len == self.values.capacity {
            // By value, so that the compiler may keep the vector in registers.
            self.values = grow(self.arena, self.values, 1)?;
        }
        // SAFETY: there are fewer values than there is room for, by the lines above.
        unsafe { self.values.start.add(len).write(value) };
        self.len = len + 1;
        Ok(())
    }

    /// Reserves room for `additional` values.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut numbers = BumpVec::from_iter_in([1, 2], &bump);
    /// numbers.reserve(100);
    /// assert!(numbers.capacity() >= 102);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        let Ok(()) = self.reserve_or::<Infallible>(additional);
    }

    /// Like [`reserve`](Self::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the vector is then unchanged.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), AllocError> {
        self.reserve_or(additional)
    }

    #[inline]
    #[track_caller]
    fn reserve_or<F: Failure>(&mut self, additional: usize) -> Result<(), F> {
        if additional > self.values.capacity - self.len {
            let beyond = additional - (self.values.capacity - self.len);
            self.values = grow(self.arena, self.values, beyond)?;
        }
        Ok(())
    }

    /// Appends copies of the values of a slice.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut bytes = BumpVec::new_in(&bump);
    /// bytes.extend_from_slice(b"two ");
    /// bytes.extend_from_slice(b"words");
    /// assert_eq!(bytes, *b"two words");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline]
    #[track_caller]
    pub fn extend_from_slice(&mut self, values: &[T])
    where
        T: Copy,
    {
        let Ok(()) = self.replace_or::<Infallible>(self.len, self.len, values);
    }

    /// Like [`extend_from_slice`](Self::extend_from_slice), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; nothing is then appended.
    #[inline]
    pub fn try_extend_from_slice(&mut self, values: &[T]) -> Result<(), AllocError>
    where
        T: Copy,
    {
        self.replace_or(self.len, self.len, values)
    }

    /// Puts copies of values in the place of those from `start` to `end`, which are in this order and no greater
    /// than the length.
    #[inline]
    #[track_caller]
    pub(super) fn replace_or<F: Failure>(
        &mut self,
        start: usize,
        end: usize,
        values: &[T],
    ) -> Result<(), F>
    where
        T: Copy,
    {
        debug_assert!(start <= end && end <= self.len);
        self.reserve_or(values.len().saturating_sub(end - start))?;
        // SAFETY: there is room for what becomes longer, by the line above; the room is the vector's, which is
        // borrowed mutably, so that `values` lies elsewhere.
        unsafe {
            let place = self.values.start.add(start).as_ptr();
            if end < self.len {
                ptr::copy(place.add(end - start), place.add(values.len()), self.len - end);
            }
            place.copy_from_nonoverlapping(values.as_ptr(), values.len());
        }
        self.len = self.len - (end - start) + values.len();
        Ok(())
    }

    /// Removes the last value and returns it.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut stack = BumpVec::new_in(&bump);
    /// stack.extend([1, 2]);
    /// assert_eq!((stack.pop(), stack.pop(), stack.pop()), (Some(2), Some(1), None));
    /// ```
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: the value is there, and is not counted any more.
        Some(unsafe { self.values.start.add(self.len).read() })
    }

    /// Inserts a value before the one at `index`, or at the end.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut letters = BumpVec::from_iter_in(['a', 'c'], &bump);
    /// letters.insert(1, 'b');
    /// assert_eq!(letters, ['a', 'b', 'c']);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `index` is greater than the length, or if there is no memory.
    #[track_caller]
    #[inline]
    pub fn insert(&mut self, index: usize, value: T) {
        assert!(index <= self.len, "index {index} is out of range: the length is {}", self.len);
        self.reserve(1);
        // SAFETY: there is room for one more, and the values from `index` on are as many as the lengths say.
        unsafe {
            let place = self.values.start.add(index).as_ptr();
            ptr::copy(place, place.add(1), self.len - index);
            place.write(value);
        }
        self.len += 1;
    }

    /// Removes the value at `index` and returns it; later values move up.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut letters = BumpVec::from_iter_in(['a', 'b', 'c'], &bump);
    /// assert_eq!((letters.remove(0), &letters[..]), ('a', &['b', 'c'][..]));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds.
    #[track_caller]
    #[inline]
    pub fn remove(&mut self, index: usize) -> T {
        assert!(index < self.len, "index {index} is out of range: the length is {}", self.len);
        self.len -= 1;
        // SAFETY: the value is there, and those after it take its place.
        unsafe {
            let place = self.values.start.add(index).as_ptr();
            let value = place.read();
            ptr::copy(place.add(1), place, self.len - index);
            value
        }
    }

    /// Removes the value at `index` and returns it; the last value takes its place.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut letters = BumpVec::from_iter_in(['a', 'b', 'c'], &bump);
    /// assert_eq!((letters.swap_remove(0), &letters[..]), ('a', &['c', 'b'][..]));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds.
    #[track_caller]
    #[inline]
    pub fn swap_remove(&mut self, index: usize) -> T {
        assert!(index < self.len, "index {index} is out of range: the length is {}", self.len);
        let last = self.len - 1;
        self.swap(index, last);
        self.len = last;
        // SAFETY: the value is there, and is not counted any more.
        unsafe { self.values.start.add(last).read() }
    }

    /// Drops all but the first `len` values and keeps the memory.
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        if len < self.len {
            let rest = &raw mut self[len..];
            // Before they are dropped: if that panics, they are not dropped again.
            self.len = len;
            // SAFETY: the values were there, and are not counted any more.
            unsafe { ptr::drop_in_place(rest) };
        }
    }

    /// Drops all values and keeps the memory.
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Sets the length to `len`: appends clones of `value`, or drops the last values.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut numbers = BumpVec::from_iter_in([1], &bump);
    /// numbers.resize(3, 0);
    /// assert_eq!(numbers, [1, 0, 0]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn resize(&mut self, len: usize, value: T)
    where
        T: Clone,
    {
        self.truncate(len);
        self.reserve(len - self.len);
        while self.len < len {
            self.push(value.clone());
        }
    }

    /// Drops the values for which `keep` returns false.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut numbers = BumpVec::from_iter_in(0..6, &bump);
    /// numbers.retain(|n| *n % 2 == 0);
    /// assert_eq!(numbers, [0, 2, 4]);
    /// ```
    #[inline]
    pub fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        self.retain_by(|_, value| keep(value));
    }

    /// Drops each value for which `same` returns true. `same` gets the value, then the last value that was kept.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut numbers = BumpVec::from_iter_in([1, 1, 2, 3, 3], &bump);
    /// numbers.dedup_by(|one, before| one == before);
    /// assert_eq!(numbers, [1, 2, 3]);
    /// ```
    #[inline]
    pub fn dedup_by(&mut self, mut same: impl FnMut(&mut T, &mut T) -> bool) {
        self.retain_by(|before, value| before.is_none_or(|before| !same(value, before)));
    }

    /// Drops each value that equals the one before it.
    #[inline]
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.dedup_by(|one, before| *one == *before);
    }

    /// Drops the values for which `keep`, of the one kept before and of the value, returns false.
    #[inline]
    fn retain_by(&mut self, mut keep: impl FnMut(Option<&mut T>, &mut T) -> bool) {
        let start = self.values.start;
        let mut gap = Gap::new(self, 0, 0);
        while gap.tail < gap.len {
            // SAFETY: the value is there, and so is the one before the gap; no other reference to them is alive.
            unsafe {
                let value = start.add(gap.tail);
                let before = gap.head.checked_sub(1).map(|last| &mut *start.add(last).as_ptr());
                let keeps = keep(before, &mut *value.as_ptr());
                // From here on the value is in the gap, in whatever way this is left.
                gap.tail += 1;
                if keeps {
                    value.copy_to(start.add(gap.head), 1);
                    gap.head += 1;
                } else {
                    value.drop_in_place();
                }
            }
        }
    }

    /// Removes the values of a range and returns them as an iterator.
    ///
    /// Values that you do not take are dropped with the iterator, which then closes the gap. If you forget the
    /// iterator, the vector ends where the range starts, and the later values leak.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut numbers = BumpVec::from_iter_in(0..6, &bump);
    /// assert!(numbers.drain(1..3).eq([1, 2]));
    /// assert_eq!(numbers, [0, 3, 4, 5]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the range is out of bounds.
    #[track_caller]
    #[inline]
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> BumpVecDrain<'_, 'a, T, B> {
        let (start, end) = bounds(&range, self.len);
        BumpVecDrain { next: start, back: end, gap: Gap::new(self, start, end) }
    }

    /// Returns the number of values that fit without more memory.
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.values.capacity
    }

    /// Gives back unused memory, if nothing was allocated in the arena since.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut bytes = BumpVec::with_capacity_in(100, &bump);
    /// bytes.push(1_u8);
    /// bytes.shrink_to_fit();
    /// assert_eq!((bytes.capacity(), bump.statistics().used), (1, 1));
    /// ```
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        if size_of::<T>() > 0 {
            let (old, new) = (self.values.capacity * size_of::<T>(), self.len * size_of::<T>());
            // SAFETY: the memory is the vector's; of what goes, nothing is used.
            if let Some(start) = unsafe { self.arena.resize(self.values.start.cast(), old, new) } {
                self.values = Buffer { start: start.cast(), capacity: self.len };
            }
        }
    }

    /// Turns the vector into a slice of the arena, and gives back unused memory. The values are not dropped.
    #[inline]
    #[doc(alias = "into_bump_slice")]
    pub fn into_slice(self) -> &'a mut [T] {
        const { refuse_drop::<T>(B::REFUSES_DROP) };
        self.into_owned_slice()
    }

    /// The values as a slice of the arena, which their new owner drops.
    #[inline]
    fn into_owned_slice(self) -> &'a mut [T] {
        let mut vec = ManuallyDrop::new(self);
        vec.shrink_to_fit();
        // SAFETY: so many values are there, in memory that stays during `'a` and that was the vector's alone.
        unsafe { slice::from_raw_parts_mut(vec.values.start.as_ptr(), vec.len) }
    }

    /// Turns the vector into a box that drops the values, and gives back unused memory.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpVec};
    /// let bump = Bump::new();
    /// let mut texts = BumpVec::new_in(&bump);
    /// texts.extend([1, 2].map(|n| n.to_string()));
    /// assert_eq!(texts.into_boxed_slice().concat(), "12");
    /// ```
    #[inline]
    pub fn into_boxed_slice(self) -> BumpBox<'a, [T]> {
        // SAFETY: the slice is the vector's, and its only reference becomes the box.
        unsafe { BumpBox::from_raw(NonNull::from(self.into_owned_slice())) }
    }

    /// Splits the vector at index `at`, and returns the second part as a vector in the same arena.
    ///
    /// # Panics
    ///
    /// Panics if `at` is out of bounds, or if there is no memory.
    #[track_caller]
    #[must_use = "use `truncate` to drop the rest"]
    #[inline]
    pub fn split_off(&mut self, at: usize) -> Self {
        assert!(at <= self.len, "index {at} is out of range: the length is {}", self.len);
        let count = self.len - at;
        let mut rest = Self::with_capacity_in(count, self.arena);
        // SAFETY: the values are there, and move to room for as many, elsewhere; they are not counted here any more.
        unsafe { rest.values.start.copy_from_nonoverlapping(self.values.start.add(at), count) };
        self.len = at;
        rest.len = count;
        rest
    }
}

/// A buffer of at least twice the size, and of room for `more` values than before, with the same values; one that
/// has room for these alone if there is no memory for more.
#[cold]
#[inline(never)]
#[track_caller]
fn grow<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    values: Buffer<T>,
    more: usize,
) -> Result<Buffer<T>, F> {
    let mut refused = AllocError::Overflow;
    // The capacity of zero-sized values, which `Layout::array` does not refuse, cannot be doubled.
    let doubled = values.capacity.max(Buffer::<T>::FIRST_CAPACITY / 2).checked_mul(2);
    let least = values.capacity.checked_add(more);
    for capacity in [doubled.max(least).filter(|_| doubled.is_some()), least] {
        let Some(capacity) = capacity.filter(|_| least.is_some()) else { continue };
        let Ok(layout) = Layout::array::<T>(capacity) else { continue };
        let old = values.capacity * size_of::<T>();
        // SAFETY: the memory is the vector's, or there is none, at an address that no arena hands out; it
        // becomes larger.
        if let Some(start) = unsafe { arena.resize(values.start.cast(), old, layout.size()) } {
            return Ok(Buffer { start: start.cast(), capacity });
        }
        match arena.alloc_array::<T, AllocError>(capacity) {
            // SAFETY: the old memory holds up to so many values, and the new one is another and larger.
            Ok(start) => unsafe {
                start.copy_from_nonoverlapping(values.start, values.capacity);
                arena.resize(values.start.cast(), old, 0);
                return Ok(Buffer { start, capacity });
            },
            Err(error) => refused = error,
        }
    }
    Err(F::from_error(refused))
}

/// A vector without the values between two of its places; when this is dropped, the gap is closed.
struct Gap<'v, 'a, T, B: Arena<'a>> {
    vec: &'v mut BumpVec<'a, T, B>,
    /// Where the values before the gap end, and those after it begin and end.
    head: usize,
    tail: usize,
    len: usize,
}

impl<'v, 'a, T, B: Arena<'a>> Gap<'v, 'a, T, B> {
    /// A gap between places of the vector, in this order. If it is forgotten, the vector has what is before.
    #[inline]
    fn new(vec: &'v mut BumpVec<'a, T, B>, head: usize, tail: usize) -> Self {
        debug_assert!(head <= tail && tail <= vec.len);
        let len = vec.len;
        vec.len = head;
        Self { vec, head, tail, len }
    }
}

impl<'a, T, B: Arena<'a>> Drop for Gap<'_, 'a, T, B> {
    #[inline]
    fn drop(&mut self) {
        let count = self.len - self.tail;
        let start = self.vec.values.start;
        // SAFETY: the values after the gap are there, and there is room for them; nobody has a reference to them.
        unsafe { start.add(self.tail).copy_to(start.add(self.head), count) };
        self.vec.len = self.head + count;
    }
}

/// An iterator over removed values: see [`BumpVec::drain`].
pub struct BumpVecDrain<'v, 'a, T, B: Arena<'a> = DefaultArena<'a>> {
    /// Those that are still there: of the gap.
    next: usize,
    back: usize,
    gap: Gap<'v, 'a, T, B>,
}

impl<'a, T, B: Arena<'a>> Iterator for BumpVecDrain<'_, 'a, T, B> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        (self.next < self.back).then(|| {
            self.next += 1;
            // SAFETY: the value is there, and is not counted any more.
            unsafe { self.gap.vec.values.start.add(self.next - 1).read() }
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.back - self.next, Some(self.back - self.next))
    }
}

impl<'a, T, B: Arena<'a>> DoubleEndedIterator for BumpVecDrain<'_, 'a, T, B> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        (self.next < self.back).then(|| {
            self.back -= 1;
            // SAFETY: as in `next`.
            unsafe { self.gap.vec.values.start.add(self.back).read() }
        })
    }
}

impl<'a, T, B: Arena<'a>> ExactSizeIterator for BumpVecDrain<'_, 'a, T, B> {}

impl<'a, T, B: Arena<'a>> FusedIterator for BumpVecDrain<'_, 'a, T, B> {}

impl<'a, T, B: Arena<'a>> Drop for BumpVecDrain<'_, 'a, T, B> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: these values are there. The gap, of which they are a part, is closed after this.
        unsafe {
            let rest = self.gap.vec.values.start.add(self.next);
            NonNull::slice_from_raw_parts(rest, self.back - self.next).drop_in_place();
        }
    }
}

impl<'a, T: Debug, B: Arena<'a>> Debug for BumpVecDrain<'_, 'a, T, B> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("BumpVecDrain").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl<'a, T, B: Arena<'a>> Drop for BumpVec<'a, T, B> {
    #[inline]
    fn drop(&mut self) {
        if needs_drop::<T>() {
            self.clear();
        }
        if size_of::<T>() > 0 {
            let size = self.values.capacity * size_of::<T>();
            // SAFETY: the memory is the vector's, and not used any more.
            unsafe { self.arena.resize(self.values.start.cast(), size, 0) };
        }
    }
}

impl<'a, T, B: Arena<'a>> Deref for BumpVec<'a, T, B> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: so many values are there, and they are the vector's.
        unsafe { slice::from_raw_parts(self.values.start.as_ptr(), self.len) }
    }
}

impl<'a, T, B: Arena<'a>> DerefMut for BumpVec<'a, T, B> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as above, and the vector is borrowed mutably.
        unsafe { slice::from_raw_parts_mut(self.values.start.as_ptr(), self.len) }
    }
}

impl<'a, T, B: Arena<'a>> Extend<T> for BumpVec<'a, T, B> {
    #[inline]
    #[track_caller]
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.push(value);
        }
    }
}

impl<'a, 't, T: Copy + 't, B: Arena<'a>> Extend<&'t T> for BumpVec<'a, T, B> {
    #[inline]
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'t T>>(&mut self, values: I) {
        for value in values {
            self.push(*value);
        }
    }
}

impl<'a, T, B: Arena<'a>> IntoIterator for BumpVec<'a, T, B> {
    type Item = T;
    type IntoIter = IntoIter<'a, T>;

    #[inline]
    fn into_iter(self) -> IntoIter<'a, T> {
        self.into_boxed_slice().into_iter()
    }
}

impl<'v, 'a, T, B: Arena<'a>> IntoIterator for &'v BumpVec<'a, T, B> {
    type Item = &'v T;
    type IntoIter = slice::Iter<'v, T>;

    #[inline]
    fn into_iter(self) -> slice::Iter<'v, T> {
        self.iter()
    }
}

impl<'v, 'a, T, B: Arena<'a>> IntoIterator for &'v mut BumpVec<'a, T, B> {
    type Item = &'v mut T;
    type IntoIter = slice::IterMut<'v, T>;

    #[inline]
    fn into_iter(self) -> slice::IterMut<'v, T> {
        self.iter_mut()
    }
}

/// Comparison with what has a slice, as that of `Vec`.
macro_rules! equals {
    ($other:ty $(, $($generics:tt)+)?) => {
        impl<'a, $($($generics)+,)? T: PartialEq<U>, U, B: Arena<'a>> PartialEq<$other>
            for BumpVec<'a, T, B>
        {
            fn eq(&self, other: &$other) -> bool {
                **self == other[..]
            }
        }
    };
}

equals!(BumpVec<'c, U, C>, 'c, C: Arena<'c>);
equals!([U]);
equals!(&[U]);
equals!(&mut [U]);
equals!([U; N], const N: usize);
equals!(&[U; N], const N: usize);

impl<'a, T: Eq, B: Arena<'a>> Eq for BumpVec<'a, T, B> {}

impl<'a, T: Hash, B: Arena<'a>> Hash for BumpVec<'a, T, B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<'a, T, B: Arena<'a>> AsRef<[T]> for BumpVec<'a, T, B> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<'a, T, B: Arena<'a>> AsMut<[T]> for BumpVec<'a, T, B> {
    #[inline]
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<'a, T, B: Arena<'a>> Borrow<[T]> for BumpVec<'a, T, B> {
    #[inline]
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<'a, T, B: Arena<'a>> BorrowMut<[T]> for BumpVec<'a, T, B> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<'a, T: Debug, B: Arena<'a>> Debug for BumpVec<'a, T, B> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(feature = "std")]
impl<'a, B: Arena<'a>> std::io::Write for BumpVec<'a, u8, B> {
    /// Writes all bytes, or fails if there is no memory.
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.try_extend_from_slice(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => Err(std::io::Error::new(std::io::ErrorKind::OutOfMemory, error)),
        }
    }

    #[inline]
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(feature = "serde")]
impl<'a, T: serde::Serialize, B: Arena<'a>> serde::Serialize for BumpVec<'a, T, B> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}
