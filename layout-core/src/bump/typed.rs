use core::alloc::Layout;
use core::cell::{Cell, RefCell, UnsafeCell};
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::iter::FusedIterator;
use core::mem::{self, MaybeUninit};
use core::slice;
use std_alloc::vec::Vec;

use crate::alloc_error::{AllocError, Failure};

/// An arena for values of one type, which drops them.
///
/// Values stay where they are until all are dropped: with the arena, or by [`reset`](Self::reset). They may refer to
/// each other. Use it for values whose `drop` matters. A [`BumpBox`] drops its value earlier, but you must keep the
/// box; a [`Bump`] drops no values.
///
/// Memory comes from the global allocator. The first chunk holds 1 KiB of values, or four values if that is more; each
/// chunk is twice as large as the one before. A slice that is larger than the next chunk gets a chunk of its own.
///
/// [`Bump`]: super::Bump
/// [`BumpBox`]: super::BumpBox
///
/// ```
/// use std::cell::Cell;
///
/// use layout_core::alloc::TypedBump;
///
/// struct Node<'a> {
///     name: String,
///     next: Cell<Option<&'a Node<'a>>>,
/// }
///
/// let nodes = TypedBump::new();
/// let first = nodes.alloc(Node { name: "first".to_owned(), next: Cell::new(None) });
/// let second = nodes.alloc(Node { name: "second".to_owned(), next: Cell::new(Some(first)) });
/// first.next.set(Some(second));
/// assert_eq!(first.next.get().map(|node| node.name.as_str()), Some("second"));
/// ```
// It has no `Drop` of its own: that of `Vec` promises not to look at what its values refer to.
#[doc(alias = "Arena")]
pub struct TypedBump<T> {
    /// The chunk that is filled. Nothing but the methods below, none of which is running when another
    /// begins, makes a reference to it; and none to its values.
    current: UnsafeCell<Vec<T>>,
    /// The chunks that were filled before, the oldest first. Borrowed while a chunk is added, so that an
    /// allocator that uses the very arena panics.
    full: RefCell<Vec<Vec<T>>>,
    /// The capacity of the last chunk of usual size, or what the next one would have been before a larger one.
    usual: Cell<usize>,
}

impl<T> TypedBump<T> {
    /// How many values the first chunk holds, unless more are asked for.
    const FIRST_CAPACITY: usize = match size_of::<T>() {
        size @ 1..=256 => 1024 / size,
        _ => 4,
    };

    /// Creates an arena without allocating.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self {
            current: UnsafeCell::new(Vec::new()),
            full: RefCell::new(Vec::new()),
            usual: Cell::new(0),
        }
    }

    /// Creates an arena with room for `capacity` values.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        let bump = Self::new();
        bump.reserve(capacity);
        bump
    }

    /// Like [`with_capacity`](Self::with_capacity), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_with_capacity(capacity: usize) -> Result<Self, AllocError> {
        let bump = Self::new();
        bump.try_reserve(capacity)?;
        Ok(bump)
    }

    /// Moves a value into the arena.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline(always)]
    #[track_caller]
    pub fn alloc(&self, value: T) -> &mut T {
        let Ok(value) = self.alloc_or::<Infallible>(value);
        value
    }

    /// Like [`alloc`](Self::alloc), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the value is then dropped.
    #[inline(always)]
    pub fn try_alloc(&self, value: T) -> Result<&mut T, AllocError> {
        self.alloc_or(value)
    }

    #[expect(clippy::mut_from_ref, reason = "each value has a place of its own")]
    #[inline(always)]
    #[track_caller]
    fn alloc_or<F: Failure>(&self, value: T) -> Result<&mut T, F> {
        if self.vacant() == 0 {
            self.add_chunk::<F>(1)?;
        }
        // SAFETY: no other reference to the vector is alive, and none to its values is made.
        let current = unsafe { &mut *self.current.get() };
        let len = current.len();
        // SAFETY: there is room for a value, by the lines above, and nobody else knows its place.
        unsafe {
            let place = current.as_mut_ptr().add(len);
            place.write(value);
            current.set_len(len + 1);
            Ok(&mut *place)
        }
    }

    /// Moves the values of an iterator into the arena, as a slice. They are collected into a `Vec` first, so the
    /// iterator may use the arena.
    ///
    /// ```
    /// # use layout_core::alloc::TypedBump;
    /// let names = TypedBump::new();
    /// let two: &mut [String] = names.alloc_slice_fill_iter(["a", "b"].map(String::from));
    /// assert_eq!(two.concat(), "ab");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory. Aborts if there is no memory to collect the values.
    #[track_caller]
    #[inline]
    #[doc(alias = "alloc_extend")]
    pub fn alloc_slice_fill_iter(&self, values: impl IntoIterator<Item = T>) -> &mut [T] {
        self.alloc_vec(values.into_iter().collect())
    }

    /// Moves the values of a vector into the arena, as a slice.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn alloc_vec(&self, values: Vec<T>) -> &mut [T] {
        let Ok(values) = self.append::<Infallible>(values);
        values
    }

    /// Like [`alloc_vec`](Self::alloc_vec), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the values are then dropped.
    #[inline]
    pub fn try_alloc_vec(&self, values: Vec<T>) -> Result<&mut [T], AllocError> {
        self.append(values)
    }

    #[expect(clippy::mut_from_ref, reason = "as above")]
    #[track_caller]
    fn append<F: Failure>(&self, mut values: Vec<T>) -> Result<&mut [T], F> {
        let count = values.len();
        if self.vacant() < count {
            self.add_chunk::<F>(count)?;
        }
        // SAFETY: as in `alloc_or`. There is room for all, so that it does not grow.
        let current = unsafe { &mut *self.current.get() };
        let len = current.len();
        current.append(&mut values);
        // SAFETY: these are the values that were appended, and nobody else knows their places.
        Ok(unsafe { slice::from_raw_parts_mut(current.as_mut_ptr().add(len), count) })
    }

    /// Reserves room for `additional` values in one chunk.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&self, additional: usize) {
        let Ok(()) = self.reserve_or::<Infallible>(additional);
    }

    /// Like [`reserve`](Self::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the arena is then unchanged.
    #[inline]
    pub fn try_reserve(&self, additional: usize) -> Result<(), AllocError> {
        self.reserve_or(additional)
    }

    #[track_caller]
    fn reserve_or<F: Failure>(&self, additional: usize) -> Result<(), F> {
        if self.vacant() < additional {
            self.add_chunk(additional)?;
            // Later chunks are to be as large.
            // SAFETY: as in `vacant`.
            self.usual.set(unsafe { &*self.current.get() }.capacity());
        }
        Ok(())
    }

    /// How many more values fit into the chunk.
    #[inline(always)]
    fn vacant(&self) -> usize {
        // SAFETY: no mutable reference to the vector is alive, and none to its values is made.
        let current = unsafe { &*self.current.get() };
        current.capacity() - current.len()
    }

    /// Begins a chunk with room for `least` values. What was vacant in the one before stays so.
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn add_chunk<F: Failure>(&self, least: usize) -> Result<(), F> {
        if size_of::<T>() == 0 {
            // One chunk holds as many as can be counted.
            return Err(F::from_error(AllocError::Overflow));
        }
        let mut full = self.full.borrow_mut();
        let usual = self.next_usual();
        let Some(next) = with_capacity(usual.max(least), least) else {
            return Err(F::from_error(refusal::<T>(least)));
        };
        // After the chunk, so that the chunk may take the place of memory that was freed last.
        if full.try_reserve(1).is_err() {
            return Err(F::from_error(refusal::<Vec<T>>(1)));
        }
        self.usual.set(usual);
        // SAFETY: as in `alloc_or`; nothing is allocated from here on, and nothing dropped.
        let current = mem::replace(unsafe { &mut *self.current.get() }, next);
        if current.capacity() > 0 {
            full.push(current);
        }
        Ok(())
    }

    /// How many values the next chunk has room for, if no more are asked for: twice as many as the last, if half of
    /// that was used. One that was made for a large slice counts as one step of growth, whatever its size.
    #[inline]
    fn next_usual(&self) -> usize {
        // SAFETY: as in `vacant`.
        let current = unsafe { &*self.current.get() };
        let usual = self.usual.get();
        let grows = current.capacity() > usual || current.len() >= current.capacity() / 2;
        let next = if grows { usual.saturating_mul(2) } else { usual };
        next.max(Self::FIRST_CAPACITY)
    }

    /// Drops all values and keeps the newest chunk.
    ///
    /// If dropping a value panics, the other values are still dropped.
    #[inline]
    pub fn reset(&mut self) {
        // Dropped at the end, also if the line below panics.
        let _full = mem::take(self.full.get_mut());
        self.current.get_mut().clear();
    }

    /// Returns the number of values. Takes time proportional to the number of chunks.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        // SAFETY: as in `vacant`.
        let current = unsafe { &*self.current.get() }.len();
        self.full.borrow().iter().map(Vec::len).sum::<usize>() + current
    }

    /// Returns whether the arena holds no values.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of values that the chunks have room for, used or free.
    #[must_use]
    #[inline]
    pub fn capacity(&self) -> usize {
        // SAFETY: as in `vacant`.
        let current = unsafe { &*self.current.get() }.capacity();
        let full = self.full.borrow();
        full.iter().map(Vec::capacity).fold(current, usize::saturating_add)
    }

    /// Returns an iterator over all values, in the order of their allocation.
    ///
    /// ```
    /// # use layout_core::alloc::TypedBump;
    /// let mut bump = TypedBump::new();
    /// bump.alloc(1);
    /// bump.alloc(2);
    /// assert_eq!(bump.iter_mut().len(), 2);
    /// assert!(bump.iter_mut().rev().eq(&[2, 1]));
    /// ```
    #[inline]
    pub fn iter_mut(
        &mut self,
    ) -> impl ExactSizeIterator<Item = &mut T> + DoubleEndedIterator + FusedIterator {
        let left = self.len();
        let values = self.full.get_mut().iter_mut().flatten().chain(self.current.get_mut());
        Counted { values, left }
    }

    /// Allocates room for `len` values, which the caller initializes.
    ///
    /// ```
    /// # use layout_core::alloc::TypedBump;
    /// let bump = TypedBump::new();
    /// // SAFETY: both values are initialized before anything else is done.
    /// let room = unsafe { bump.alloc_slice_uninit(2) };
    /// let a: &mut String = room[0].write(String::from("a"));
    /// a.push('!');
    /// room[1].write(String::from("b"));
    /// assert_eq!(bump.into_vec(), ["a!", "b"]);
    /// ```
    ///
    /// # Safety
    ///
    /// All values are initialized before the arena is dropped, reset, iterated over or turned into a vector. If you
    /// cannot initialize them, forget the arena.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[expect(clippy::mut_from_ref, reason = "each value has a place of its own")]
    #[inline]
    pub unsafe fn alloc_slice_uninit(&self, len: usize) -> &mut [MaybeUninit<T>] {
        if self.vacant() < len {
            let Ok(()) = self.add_chunk::<Infallible>(len);
        }
        // SAFETY: as in `alloc_or`. There is room for all; that they are values before anybody looks is the
        // caller's part.
        unsafe {
            let current = &mut *self.current.get();
            let start = current.len();
            current.set_len(start + len);
            slice::from_raw_parts_mut(current.as_mut_ptr().add(start).cast(), len)
        }
    }

    /// Returns all values in the order of their allocation. If they lie in one chunk, they are not moved.
    #[must_use]
    #[inline]
    pub fn into_vec(self) -> Vec<T> {
        let current = self.current.into_inner();
        let mut full = self.full.into_inner().into_iter();
        let Some(mut values) = full.next() else { return current };
        values.reserve_exact(full.as_slice().iter().map(Vec::len).sum::<usize>() + current.len());
        for mut chunk in full.chain([current]) {
            values.append(&mut chunk);
        }
        values
    }
}

/// The values of an iterator of which it is known how many there are.
struct Counted<I> {
    values: I,
    left: usize,
}

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        let value = self.values.next()?;
        self.left -= 1;
        Some(value)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }

    fn fold<B, G: FnMut(B, I::Item) -> B>(self, first: B, add: G) -> B {
        self.values.fold(first, add)
    }
}

impl<I: DoubleEndedIterator> DoubleEndedIterator for Counted<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        let value = self.values.next_back()?;
        self.left -= 1;
        Some(value)
    }
}

impl<I: Iterator> ExactSizeIterator for Counted<I> {}

impl<I: FusedIterator> FusedIterator for Counted<I> {}

/// A vector with room for so many values as are wanted, or for less, but for `least`.
fn with_capacity<T>(mut wanted: usize, least: usize) -> Option<Vec<T>> {
    let mut values = Vec::new();
    while values.try_reserve_exact(wanted).is_err() {
        if wanted <= least {
            return None;
        }
        wanted = (wanted / 2).max(least);
    }
    Some(values)
}

/// What is said if there is no memory for so many values.
fn refusal<T>(count: usize) -> AllocError {
    Layout::array::<T>(count)
        .map_or(AllocError::Overflow, |layout| AllocError::OutOfMemory { size: layout.size() })
}

impl<T> Default for TypedBump<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Debug for TypedBump<T> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (len, capacity) = (self.len(), self.capacity());
        f.debug_struct("TypedBump")
            .field("len", &len)
            .field("capacity", &capacity)
            .finish_non_exhaustive()
    }
}
