//! Slots that are named by handles, for values that refer to each other.

mod chunks;
mod handle;
mod iter;
mod slot;
mod sweep;

use core::fmt;
use core::num::NonZeroU32;
use core::ops::{Index, IndexMut};

use super::{InsertError, PoolError};
use crate::const_fns::const_min;
use chunks::{Chunks, log_of};
use handle::FIRST;
pub use handle::Handle;
pub use iter::{HandleDrain, HandleIntoIter, HandleIter, HandleIterMut};
use slot::{Slot, Vacant};
use sweep::Sweep;

/// Values of one type, each named by a [`Handle`] that is checked when you use it.
///
/// Handles are plain data. You can store them in the values, send them to other threads, and keep them longer than
/// the value. Once a value is removed, its handle finds nothing, even if its slot holds a new value.
///
/// # Costs
///
/// A slot takes 4 bytes for its generation in addition to its value, and at least 12 bytes in all. A look-up finds
/// the chunk by the highest bit of the index, and compares the generation. Chunks double in size. Values never
/// move, so growing copies nothing.
///
/// The price is that inserting and removing take about a quarter more instructions than in a `Slab`. But a `Slab`
/// moves its values, and its keys can find a later value. They take about a tenth more than in a `SlotMap`, whose
/// values move. After 2^31 values a slot is retired, so no generation is used twice.
///
/// [`clear`](HandlePool::clear), [`retain`](HandlePool::retain), [`drain`](HandlePool::drain) and
/// [`shrink_to_fit`](HandlePool::shrink_to_fit) join adjacent vacant slots into runs. `clear`, `retain` and
/// iterators skip a run in one step. Slots that become vacant after such a call are visited one by one. Reverse
/// iteration (`rev`) visits every vacant slot between two values.
///
/// # Which slot comes next
///
/// The slot that was vacated last is filled first. If none was vacated since the last `clear`, `retain` or `drain`,
/// the free slot with the lowest index is filled.
///
/// # Example
///
/// ```
/// use layout_core::alloc::{Handle, HandlePool};
///
/// struct Node {
///     next: Option<Handle<Node>>,
/// }
///
/// let mut nodes = HandlePool::new();
/// let first = nodes.insert(Node { next: None });
/// let second = nodes.insert(Node { next: Some(first) });
/// nodes[first].next = Some(second); // a ring
///
/// nodes.remove(first);
/// assert!(nodes.get(first).is_none());
/// nodes.insert(Node { next: None }); // in the slot of the first
/// assert!(nodes.get(first).is_none());
/// ```
///
/// A handle belongs to the pool that created it. In another pool of the same type it may name another value, which
/// is the worst that can happen. A clone of a pool has the same handles.
#[doc(alias = "Arena")]
#[doc(alias = "Slab")]
#[doc(alias = "SlotMap")]
pub struct HandlePool<T> {
    // Invariants: each vacant slot below the limit that is not retired is in one *run*: slots of one chunk that
    // follow each other, of which the first says how many they are and leads to the next run. The free list
    // leads through all runs but those of `unlinked` chunks, which are one run each, and ends with 0.
    chunks: Chunks<T>,
    /// The number of the slot to fill next, which begins a run, or 0.
    free: u32,
    len: u32,
    limit: u32,
    /// A bit for each chunk that no slot was used of, and that is not in the free list.
    unlinked: u32,
    /// How many slots are not used again.
    retired: u32,
    /// The generation of the slots of a new chunk: no value of a chunk that was freed had a higher one.
    floor: u32,
}

/// How many slots a pool may have.
const MAX: u32 = u32::MAX - FIRST + 1;

/// A chunk whose slots had so many values is not freed: what came after it would retire too early.
const FLOOR_MAX: u32 = 1 << 30;

impl<T> HandlePool<T> {
    /// Creates a pool without allocating. It grows to at most 2^32 - 64 slots.
    #[inline]
    pub const fn new() -> Self {
        Self {
            chunks: Chunks::new(),
            free: 0,
            len: 0,
            limit: MAX,
            unlinked: 0,
            retired: 0,
            floor: 0,
        }
    }

    /// Creates a pool with memory for `capacity` values.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory for `capacity` values.
    #[track_caller]
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        let mut pool = Self::new();
        pool.reserve(capacity);
        pool
    }

    /// Like [`with_capacity`](HandlePool::with_capacity), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory for `capacity` values.
    #[inline]
    pub fn try_with_capacity(capacity: usize) -> Result<Self, PoolError> {
        let mut pool = Self::new();
        pool.try_reserve(capacity)?;
        Ok(pool)
    }

    /// Limits the pool to `limit` slots, or to 2^32 - 64 if that is less.
    ///
    /// A pool that already has memory for more slots keeps it. A pool that was limited within its last chunk keeps the
    /// old limit: [`limit`](HandlePool::limit) returns the limit in effect.
    ///
    /// ```
    /// use layout_core::alloc::HandlePool;
    ///
    /// let mut pool = HandlePool::new().with_limit(1);
    /// assert!(pool.try_insert("first").is_ok());
    /// assert_eq!(pool.try_insert("second").unwrap_err().into_value(), "second");
    /// ```
    #[must_use]
    #[inline]
    pub const fn with_limit(mut self, limit: usize) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "it is below a `u32`")]
        let limit = const_min(limit, MAX as usize) as u32;
        // The run of a chunk goes to the end of it, or to the limit with which it was made.
        let there = match self.chunks.last() {
            Some(log) => (u32::MAX >> (u32::BITS - 1 - log)) - FIRST + 1,
            None => 0,
        };
        if there <= self.limit {
            self.limit = if limit > there { limit } else { there };
        }
        self
    }

    /// Returns the maximum number of slots, if there is a limit.
    #[inline]
    pub const fn limit(&self) -> Option<usize> {
        if self.limit == MAX { None } else { Some(self.limit as usize) }
    }

    /// Adds a value.
    ///
    /// # Panics
    ///
    /// Panics if the pool is full, or there is no memory.
    #[inline]
    #[track_caller]
    pub fn insert(&mut self, value: T) -> Handle<T> {
        self.insert_with(|_| value)
    }

    /// Adds a value that gets its own handle. If `make` panics, nothing is added.
    ///
    /// # Panics
    ///
    /// Panics if the pool is full, or there is no memory.
    ///
    /// ```
    /// use layout_core::alloc::{Handle, HandlePool};
    ///
    /// struct Node {
    ///     itself: Handle<Node>,
    /// }
    ///
    /// let mut nodes = HandlePool::new();
    /// let node = nodes.insert_with(|itself| Node { itself });
    /// assert_eq!(nodes[node].itself, node);
    /// ```
    #[doc(alias = "vacant_entry")]
    #[inline]
    #[track_caller]
    #[doc(alias = "insert_with_key")]
    pub fn insert_with(&mut self, make: impl FnOnce(Handle<T>) -> T) -> Handle<T> {
        match self.vacant() {
            Ok(number) => self.fill(number, make),
            Err(error) => error.handle(),
        }
    }

    /// Adds a value, or returns it in the error.
    ///
    /// # Errors
    ///
    /// Fails if the pool is full, or there is no memory.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::new().with_limit(1);
    /// assert!(pool.try_insert("first").is_ok());
    /// assert_eq!(pool.try_insert("second").unwrap_err().into_value(), "second");
    /// ```
    #[inline]
    pub fn try_insert(&mut self, value: T) -> Result<Handle<T>, InsertError<T>> {
        match self.vacant() {
            Ok(number) => Ok(self.fill(number, |_| value)),
            Err(error) => Err(InsertError::new(value, error)),
        }
    }

    /// Like [`insert_with`](HandlePool::insert_with), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if the pool is full, or there is no memory; `make` is then not called.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::new().with_limit(1);
    /// let named = pool.try_insert_with(|handle| format!("{handle:?}"))?;
    /// assert_eq!(pool[named], format!("{named:?}"));
    /// assert!(pool.try_insert_with(|_| unreachable!()).is_err());
    /// # Ok::<(), layout_core::alloc::PoolError>(())
    /// ```
    #[inline]
    pub fn try_insert_with(
        &mut self,
        make: impl FnOnce(Handle<T>) -> T,
    ) -> Result<Handle<T>, PoolError> {
        let number = self.vacant()?;
        Ok(self.fill(number, make))
    }

    /// Returns the value of a handle, or `None` if it was removed.
    #[inline]
    pub fn get(&self, handle: Handle<T>) -> Option<&T> {
        self.chunks.slot(handle.number())?.get(handle.generation())
    }

    /// Returns the value of a handle mutably, or `None` if it was removed.
    #[inline]
    pub fn get_mut(&mut self, handle: Handle<T>) -> Option<&mut T> {
        self.chunks.slot_mut(handle.number())?.get_mut(handle.generation())
    }

    /// Returns the values of several handles mutably. Compares each pair of handles.
    ///
    /// # Errors
    ///
    /// Fails if a value was removed, or if two handles name the same value.
    ///
    /// ```
    /// use layout_core::alloc::{DisjointHandlesError, HandlePool};
    ///
    /// let mut pool = HandlePool::new();
    /// let (one, two) = (pool.insert(1), pool.insert(2));
    /// let [first, second] = pool.get_disjoint_mut([one, two])?;
    /// std::mem::swap(first, second);
    /// assert_eq!((pool[one], pool[two]), (2, 1));
    /// assert_eq!(pool.get_disjoint_mut([one, one]), Err(DisjointHandlesError::Overlapping));
    /// # Ok::<(), DisjointHandlesError>(())
    /// ```
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        handles: [Handle<T>; N],
    ) -> Result<[&mut T; N], DisjointHandlesError> {
        if !handles.iter().all(|&handle| self.contains(handle)) {
            return Err(DisjointHandlesError::Removed);
        }
        for (index, handle) in handles.iter().enumerate() {
            if handles[..index].contains(handle) {
                return Err(DisjointHandlesError::Overlapping);
            }
        }
        let chunks = &self.chunks;
        Ok(handles.map(|handle| {
            // SAFETY: the value is there, and so is its chunk.
            let place = unsafe { chunks.place_unchecked(handle.number()) };
            // SAFETY: the value is there, and no two of the handles are equal; so no two have the same slot.
            // The pool is borrowed mutably as long as the values are.
            unsafe { Slot::value_at(place) }
        }))
    }

    /// Returns whether the value of a handle is in the pool.
    #[inline]
    pub fn contains(&self, handle: Handle<T>) -> bool {
        self.get(handle).is_some()
    }

    /// Removes a value and returns it. All copies of its handle find nothing from then on.
    #[inline]
    pub fn remove(&mut self, handle: Handle<T>) -> Option<T> {
        self.vacate(handle, self.free)
    }

    /// Takes a value out, and makes its slot the first of a free list that goes on with `next`.
    #[inline(always)]
    fn vacate(&mut self, handle: Handle<T>, next: u32) -> Option<T> {
        let slot = self.chunks.slot_mut(handle.number())?;
        let (value, retired) = slot.take(handle.generation(), next)?;
        if retired {
            self.retired += 1;
        } else {
            self.free = handle.number().get();
        }
        self.len -= 1;
        Some(value)
    }

    /// Removes all values. New values fill the slots from the first one on.
    ///
    /// If dropping a value panics, the values after it stay.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::new();
    /// let before = [1, 2, 3].map(|value| pool.insert(value));
    /// pool.clear();
    /// let after = [1, 2, 3].map(|value| pool.insert(value));
    /// assert_eq!(before.map(|handle| handle.index()), after.map(|handle| handle.index()));
    /// assert!(before.iter().all(|&handle| pool.get(handle).is_none()));
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.retain(|_, _| false);
    }

    /// Removes the values for which `keep` returns false.
    ///
    /// If `keep` panics, or dropping a value does, the values that were not visited stay.
    #[inline]
    pub fn retain(&mut self, mut keep: impl FnMut(Handle<T>, &mut T) -> bool) {
        let mut sweep = Sweep::new(self);
        while let Some(handle) = sweep.find() {
            if sweep.value(handle).is_some_and(|value| keep(handle, value)) {
                sweep.keep();
            } else {
                drop(sweep.take(handle));
            }
        }
    }

    /// Removes all values and returns them with their handles, as an iterator. The rest is dropped with the iterator.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::new();
    /// let handle = pool.insert("only");
    /// assert!(pool.drain().eq([(handle, "only")]));
    /// assert!(pool.is_empty());
    /// ```
    #[inline]
    pub fn drain(&mut self) -> HandleDrain<'_, T> {
        HandleDrain::new(self)
    }

    /// Returns an iterator over the values with their handles, in the order of their slots.
    #[inline]
    pub fn iter(&self) -> HandleIter<'_, T> {
        HandleIter::new(self)
    }

    /// Returns an iterator over mutable references to the values, with their handles, in the order of their slots.
    #[inline]
    pub fn iter_mut(&mut self) -> HandleIterMut<'_, T> {
        HandleIterMut::new(self)
    }

    /// Returns the number of values.
    #[inline]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Returns whether the pool holds no values.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the number of values that fit without more memory.
    #[inline]
    pub fn capacity(&self) -> usize {
        let slots: u64 = self.chunks.logs().map(|log| self.end(log) - (1 << log)).sum();
        usize::try_from(slots).unwrap_or(usize::MAX) - self.retired as usize
    }

    /// Reserves memory for `additional` values.
    ///
    /// # Panics
    ///
    /// Panics if this exceeds the limit, or there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.handle();
        }
    }

    /// Like [`reserve`](HandlePool::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if this exceeds the limit, or there is no memory.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), PoolError> {
        let full = PoolError::Full { limit: self.limit as usize };
        let wanted = self.len().checked_add(additional).ok_or(full)?;
        if wanted > (self.limit - self.retired) as usize {
            return Err(full);
        }
        while self.capacity() < wanted {
            let log = self.make_chunk()?;
            self.unlinked |= 1 << log;
        }
        Ok(())
    }

    /// Gives each chunk without values back to the global allocator.
    ///
    /// Visits all slots of the chunks that it frees, because handles to their values must keep finding nothing. A chunk
    /// stays if one of its slots has had more than 2^29 values.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::new();
    /// let kept = pool.insert(0);
    /// let removed: Vec<_> = (1..10_000).map(|value| pool.insert(value)).collect();
    /// pool.retain(|handle, _| handle == kept);
    /// pool.shrink_to_fit();
    /// assert_eq!(pool.capacity(), 64);
    /// pool.insert(10_000);
    /// assert!(removed.iter().all(|&handle| pool.get(handle).is_none()));
    /// ```
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        let mut sweep = Sweep::new(self);
        while sweep.find().is_some() {
            sweep.keep();
        }
        drop(sweep);
        let mut idle = 0_u32;
        for log in self.chunks.logs() {
            idle |= u32::from(self.is_idle(log)) << log;
        }
        for log in (0..u32::BITS).filter(|&log| idle & 1 << log != 0) {
            let end = self.end(log);
            let numbers = (1_u64 << log..end).filter_map(|number| u32::try_from(number).ok());
            let slots = numbers.filter_map(|number| self.chunks.slot(NonZeroU32::new(number)?));
            let highest = slots.map(Slot::generation).max().unwrap_or(0);
            if highest < FLOOR_MAX {
                self.floor = self.floor.max(highest);
                self.chunks.free(log);
            }
        }
        // Makes the free list anew, without what was freed.
        drop(Sweep::new(self));
    }

    /// Whether a chunk has neither values nor retired slots, after a sweep.
    #[inline]
    fn is_idle(&self, log: u32) -> bool {
        let first = NonZeroU32::new(1 << log).and_then(|number| self.chunks.slot(number));
        first.is_some_and(|slot| {
            slot.filled().is_none() && u64::from(slot.lead().run) == self.end(log) - (1 << log)
        })
    }

    /// The number after the last one of a chunk that may be used.
    #[inline]
    fn end(&self, log: u32) -> u64 {
        (2 << log).min(u64::from(self.limit) + u64::from(FIRST))
    }

    /// The number of a vacant slot, which stays where it is until [`fill`](HandlePool::fill).
    #[inline(always)]
    fn vacant(&mut self) -> Result<NonZeroU32, PoolError> {
        match NonZeroU32::new(self.free) {
            Some(number) => Ok(number),
            None => self.grow(),
        }
    }

    /// Puts the slots of a chunk into the empty free list, and returns the first one.
    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> Result<NonZeroU32, PoolError> {
        let log =
            if self.unlinked == 0 { self.make_chunk()? } else { self.unlinked.trailing_zeros() };
        self.unlinked &= !(1 << log);
        self.free = 1 << log;
        NonZeroU32::new(self.free).ok_or(PoolError::Overflow)
    }

    /// Makes the first chunk that is missing: one run, which is not in the free list.
    #[inline]
    fn make_chunk(&mut self) -> Result<u32, PoolError> {
        let may_be = |&log: &u32| self.end(log) > 1 << log;
        let log = self.chunks.missing().find(may_be);
        let log = log.ok_or(PoolError::Full { limit: self.limit as usize })?;
        self.chunks.make(log, self.floor)?;
        let run = u32::try_from(self.end(log) - (1 << log)).map_err(|_| PoolError::Overflow)?;
        if let Some(first) = NonZeroU32::new(1 << log).and_then(|first| self.chunks.slot_mut(first))
        {
            first.set_lead(Vacant { next: 0, run });
        }
        Ok(log)
    }

    /// Fills the first slot of the free list, which is `number`.
    #[inline(always)]
    fn fill(&mut self, number: NonZeroU32, make: impl FnOnce(Handle<T>) -> T) -> Handle<T> {
        debug_assert_eq!(number.get(), self.free);
        // SAFETY: the slots of the free list are there, by the invariant.
        let place = unsafe { self.chunks.place_unchecked(number) };
        // SAFETY: the pool is borrowed mutably, and so is the slot.
        let slot = unsafe { &mut *place.as_ptr() };
        let handle = Handle::new(number, slot.next_generation());
        let value = make(handle);
        let Vacant { next, run } = slot.lead();
        self.free = if run > 1 {
            // SAFETY: the run has another slot after this one.
            unsafe { (*place.as_ptr().add(1)).set_lead(Vacant { next, run: run - 1 }) };
            number.get() + 1
        } else {
            next
        };
        slot.fill(value);
        self.len += 1;
        handle
    }
}

impl<T: Clone> Clone for HandlePool<T> {
    /// Clones the values into a new pool, where they have the same handles. Handles of removed values find nothing
    /// there either.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    fn clone(&self) -> Self {
        let mut clone = Self::new().with_limit(self.limit as usize);
        clone.floor = self.floor;
        for log in self.chunks.logs() {
            if let Err(error) = clone.chunks.make(log, self.floor) {
                error.handle();
            }
            let mut number = 1_u64 << log;
            while number < self.end(log) {
                number += self.clone_slot(number, &mut clone);
            }
        }
        clone.free = self.free;
        clone.unlinked = self.unlinked;
        clone.retired = self.retired;
        clone
    }
}

impl<T: Clone> HandlePool<T> {
    /// Clones a value, or a run of vacant slots, into a pool with the same chunk. Returns how many slots.
    #[inline]
    fn clone_slot(&self, number: u64, into: &mut Self) -> u64 {
        let number = u32::try_from(number).ok().and_then(NonZeroU32::new);
        let number = number.expect("the number of a slot");
        let (Some(from), Some(to)) = (self.chunks.place(number), into.chunks.place(number)) else {
            unreachable!("both pools have the chunk");
        };
        // SAFETY: the slot is initialized.
        if let Ok(generation) = unsafe { Slot::look(from) } {
            let value =
                self.get(Handle::new(number, generation)).expect("there is a value").clone();
            // SAFETY: the slot is the clone's, and vacant.
            unsafe { to.write(Slot::filled_with(generation, value)) };
            into.len += 1;
            return 1;
        }
        // SAFETY: the slot is initialized.
        let run = unsafe { from.as_ref() }.lead().run.max(1);
        let unused = self.unlinked & 1 << log_of(number) != 0;
        // Of a chunk that was never used only the first slot is not as it was made.
        let count = if unused { 1 } else { run as usize };
        // SAFETY: the run lies in the chunk, in both pools; vacant slots hold nothing that may not be copied.
        unsafe { to.copy_from_nonoverlapping(from, count) };
        u64::from(run)
    }
}

impl<T> Drop for HandlePool<T> {
    #[inline]
    fn drop(&mut self) {
        /// Goes on with the others when the drop of a value panics.
        struct DropAll<'d, 'p, T>(&'d mut HandleIterMut<'p, T>);

        impl<T> Drop for DropAll<'_, '_, T> {
            #[inline]
            fn drop(&mut self) {
                while let Some((_, value)) = self.0.next() {
                    let rest = DropAll(self.0);
                    // SAFETY: the pool is going, and the iterator comes to each value once.
                    unsafe { core::ptr::drop_in_place(value) };
                    core::mem::forget(rest);
                }
            }
        }

        if core::mem::needs_drop::<T>() {
            drop(DropAll(&mut self.iter_mut()));
        }
    }
}

/// Why [`HandlePool::get_disjoint_mut`] returned no values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DisjointHandlesError {
    /// The value of a handle was removed.
    Removed,
    /// Two handles name the same value.
    Overlapping,
}

impl fmt::Display for DisjointHandlesError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Removed => "the value of a handle was removed from the pool",
            Self::Overlapping => "two handles refer to the same value; pass each handle once",
        })
    }
}

impl core::error::Error for DisjointHandlesError {}

impl<T> Default for HandlePool<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Index<Handle<T>> for HandlePool<T> {
    type Output = T;

    /// Returns the value of a handle.
    ///
    /// # Panics
    ///
    /// Panics if the value was removed.
    #[inline]
    #[track_caller]
    fn index(&self, handle: Handle<T>) -> &T {
        match self.get(handle) {
            Some(value) => value,
            None => removed(),
        }
    }
}

impl<T> IndexMut<Handle<T>> for HandlePool<T> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, handle: Handle<T>) -> &mut T {
        match self.get_mut(handle) {
            Some(value) => value,
            None => removed(),
        }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn removed() -> ! {
    panic!("the value of the handle was removed, or belongs to another pool");
}

impl<T: fmt::Debug> fmt::Debug for HandlePool<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<T> IntoIterator for HandlePool<T> {
    type Item = (Handle<T>, T);
    type IntoIter = HandleIntoIter<T>;

    #[inline]
    fn into_iter(self) -> HandleIntoIter<T> {
        HandleIntoIter::new(self)
    }
}

impl<'p, T> IntoIterator for &'p HandlePool<T> {
    type Item = (Handle<T>, &'p T);
    type IntoIter = HandleIter<'p, T>;

    #[inline]
    fn into_iter(self) -> HandleIter<'p, T> {
        self.iter()
    }
}

impl<'p, T> IntoIterator for &'p mut HandlePool<T> {
    type Item = (Handle<T>, &'p mut T);
    type IntoIter = HandleIterMut<'p, T>;

    #[inline]
    fn into_iter(self) -> HandleIterMut<'p, T> {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use std_alloc::vec::Vec;

    use super::*;

    fn slot<T>(pool: &mut HandlePool<T>, index: u32) -> &mut Slot<T> {
        pool.chunks.slot_mut(NonZeroU32::new(FIRST + index).unwrap()).unwrap()
    }

    /// The slot's 2^31 generations are not gone through one by one: it is made old.
    #[test]
    fn a_slot_is_retired_before_a_generation_comes_twice() {
        let mut pool = HandlePool::new();
        let first = pool.insert("first");
        assert_eq!(pool.remove(first), Some("first"));
        slot(&mut pool, 0).age(u32::MAX - 1);

        let last = pool.insert("last");
        assert_eq!((last.index(), pool.get(last)), (0, Some(&"last")));
        assert_eq!(pool.remove(last), Some("last"));
        assert!(slot(&mut pool, 0).is_retired());
        assert_eq!(pool.capacity(), 63);

        let next = pool.insert("next");
        assert_eq!(next.index(), 1, "a retired slot was used again");
        assert_eq!((pool.get(first), pool.get(last)), (None, None));
        assert_eq!(pool.remove(last), None);
        for _ in 0..2 {
            assert_eq!(pool.iter().collect::<Vec<_>>(), [(next, &"next")]);
            assert_eq!(pool.iter().rev().collect::<Vec<_>>(), [(next, &"next")]);
            assert_eq!(pool.len(), 1);
            pool.retain(|_, _| true);
            pool.shrink_to_fit();
        }
        assert_eq!(pool.clone().insert("more").index(), 2);
        pool.clear();
        assert_eq!(pool.insert("first again").index(), 1, "a retired slot was used again");
    }

    /// Retired in the middle of a run that is brought together.
    #[test]
    fn a_retired_slot_divides_a_run() {
        let mut pool = HandlePool::new();
        let handles: Vec<_> = (0..10).map(|number| pool.insert(number)).collect();
        pool.remove(handles[4]);
        slot(&mut pool, 4).age(u32::MAX - 1);
        let last = pool.insert(4);
        assert_eq!(last.index(), 4);
        pool.clear();
        assert!(slot(&mut pool, 4).is_retired());
        let again: Vec<_> = (0..9).map(|number| pool.insert(number).index()).collect();
        assert_eq!(again, [0, 1, 2, 3, 5, 6, 7, 8, 9]);
        pool.clear();
        pool.shrink_to_fit();
        assert_eq!(pool.capacity(), 63, "the chunk of a retired slot was freed");
    }

    /// A chunk whose slots are old stays; a young one is made anew with what is above its generations.
    #[test]
    fn chunks_that_are_made_anew_have_new_generations() {
        let mut pool = HandlePool::new();
        let old: Vec<_> = (0..200).map(|number| pool.insert(number)).collect();
        pool.clear();
        slot(&mut pool, 0).age(FLOOR_MAX);
        pool.shrink_to_fit();
        assert_eq!(pool.capacity(), 64);
        let new: Vec<_> = (0..200).map(|number| pool.insert(number)).collect();
        assert!(old.iter().all(|&handle| pool.get(handle).is_none()));
        assert!(new.iter().zip(0..).all(|(&handle, number)| pool[handle] == number));
    }
}
