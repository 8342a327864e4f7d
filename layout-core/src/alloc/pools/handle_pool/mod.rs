//! Slots that are named by handles, for values that refer to each other.

mod handle;
mod iter;
mod slot;

use core::alloc::Layout;
use core::fmt;
use core::ops::{Index, IndexMut};
use std_alloc::vec::Vec;

use super::{InsertError, PoolError};
use crate::compare::lesser;
pub use handle::Handle;
pub use iter::{Iter, IterMut};
use slot::{NO_SLOT, Place, Slot};

/// Values of one type, each named by a [`Handle`]: a number that is checked when it is used.
///
/// Handles are plain data. They may be stored in the values, sent to other threads, kept longer than
/// the value: once it is removed, its handle finds nothing, although another value may lie in its slot.
///
/// # Costs
///
/// A slot takes 4 bytes for its generation besides its value. A look-up is two bounds checks and a
/// comparison. Slots lie in chunks that double in size; values never move, and no chunk is copied when
/// the pool grows. After 2^31 values a slot is not used again, so that no generation comes twice.
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
/// A handle belongs to the pool that gave it. In another pool of the same type it may name another
/// value; nothing worse can happen.
pub struct HandlePool<T> {
    /// The slots. Chunk `k` has room for `Place::chunk_len(k)`; all chunks but the last one are full.
    chunks: Vec<Vec<Slot<T>>>,
    /// The free slot to use next, which leads to the others, or `NO_SLOT`.
    free: u32,
    /// How many slots there are.
    used: u32,
    len: u32,
    limit: u32,
}

impl<T> HandlePool<T> {
    /// A pool without values or memory, that grows as needed: to 2^32 - 64 slots at most.
    pub const fn new() -> Self {
        Self::bounded(Place::MAX as usize)
    }

    /// A pool of at most `limit` slots (or 2^32 - 64, if that is less). It has no memory yet.
    pub const fn bounded(limit: usize) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "it is below a `u32`")]
        let limit = lesser(limit, Place::MAX as usize) as u32;
        Self { chunks: Vec::new(), free: NO_SLOT, used: 0, len: 0, limit }
    }

    /// Adds a value.
    ///
    /// # Panics
    ///
    /// If the pool is full, or there is no memory.
    #[inline]
    pub fn insert(&mut self, value: T) -> Handle<T> {
        self.insert_with(|_| value)
    }

    /// Adds a value that knows its handle.
    ///
    /// If `make` panics, nothing is added.
    ///
    /// # Panics
    ///
    /// As [`insert`](HandlePool::insert).
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
    #[inline]
    pub fn insert_with(&mut self, make: impl FnOnce(Handle<T>) -> T) -> Handle<T> {
        let index = match self.vacant() {
            Ok(index) => index,
            Err(error) => error.handle(),
        };
        self.fill(index, make)
    }

    /// Adds a value, or gives it back.
    ///
    /// # Errors
    ///
    /// If the pool is full, or there is no memory.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::bounded(1);
    /// assert!(pool.try_insert("first").is_ok());
    /// assert_eq!(pool.try_insert("second").unwrap_err().into_value(), "second");
    /// ```
    #[inline]
    pub fn try_insert(&mut self, value: T) -> Result<Handle<T>, InsertError<T>> {
        match self.vacant() {
            Ok(index) => Ok(self.fill(index, |_| value)),
            Err(error) => Err(InsertError::new(value, error)),
        }
    }

    /// As [`insert_with`](HandlePool::insert_with), without a panic.
    ///
    /// # Errors
    ///
    /// If the pool is full, or there is no memory; then `make` is not called.
    ///
    /// ```
    /// # use layout_core::alloc::HandlePool;
    /// let mut pool = HandlePool::bounded(1);
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
        let index = self.vacant()?;
        Ok(self.fill(index, make))
    }

    /// The value of a handle, unless it was removed.
    #[inline]
    pub fn get(&self, handle: Handle<T>) -> Option<&T> {
        self.slot(handle.index())?.get(handle.generation())
    }

    /// The value of a handle, unless it was removed.
    #[inline]
    pub fn get_mut(&mut self, handle: Handle<T>) -> Option<&mut T> {
        self.slot_mut(handle.index())?.get_mut(handle.generation())
    }

    /// Whether the value of a handle is there.
    pub fn contains(&self, handle: Handle<T>) -> bool {
        self.get(handle).is_some()
    }

    /// Takes a value out. Its handle, and each copy of it, finds nothing from now on.
    #[inline]
    pub fn remove(&mut self, handle: Handle<T>) -> Option<T> {
        let free = self.free;
        let slot = self.slot_mut(handle.index())?;
        let value = slot.take(handle.generation(), free)?;
        if !slot.is_retired() {
            self.free = handle.index();
        }
        self.len -= 1;
        Some(value)
    }

    /// Removes all values.
    pub fn clear(&mut self) {
        self.retain(|_, _| false);
    }

    /// Removes the values for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(Handle<T>, &mut T) -> bool) {
        for index in 0..self.used {
            let Some(slot) = self.slot_mut(index) else { continue };
            let Some(handle) = slot.handle(index) else { continue };
            if !slot.get_mut(handle.generation()).is_some_and(|value| keep(handle, value)) {
                drop(self.remove(handle));
            }
        }
    }

    /// The values with their handles, in the order of their slots.
    ///
    /// Goes through every slot that was ever used.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(&self.chunks, self.len())
    }

    /// The values with their handles, in the order of their slots.
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let len = self.len();
        IterMut::new(&mut self.chunks, len)
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many slots there is memory for.
    pub fn capacity(&self) -> usize {
        self.chunks.iter().map(Vec::capacity).sum::<usize>().min(self.limit as usize)
    }

    /// Takes memory for `additional` values more than there are.
    ///
    /// # Errors
    ///
    /// If that is above the bound, or there is no memory.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), PoolError> {
        let full = PoolError::Full { limit: self.limit as usize };
        let wanted = self.len().checked_add(additional).ok_or(full)?;
        if wanted > self.limit as usize {
            return Err(full);
        }
        while self.capacity() < wanted {
            self.add_chunk()?;
        }
        Ok(())
    }

    /// The index of a vacant slot, which stays where it is until [`fill`](HandlePool::fill).
    #[inline]
    fn vacant(&mut self) -> Result<u32, PoolError> {
        if self.free == NO_SLOT { self.add_slot() } else { Ok(self.free) }
    }

    /// Makes one more slot, the first in the free list.
    #[cold]
    #[inline(never)]
    fn add_slot(&mut self) -> Result<u32, PoolError> {
        let index = self.used;
        if index == self.limit {
            return Err(PoolError::Full { limit: self.limit as usize });
        }
        let place = Place::of(index);
        if place.chunk == self.chunks.len() {
            self.add_chunk()?;
        }
        let chunk = &mut self.chunks[place.chunk];
        debug_assert!(chunk.len() < chunk.capacity());
        chunk.push(Slot::vacant(NO_SLOT));
        self.used += 1;
        self.free = index;
        Ok(index)
    }

    fn add_chunk(&mut self) -> Result<(), PoolError> {
        let slots = Place::chunk_len(self.chunks.len());
        let layout = Layout::array::<Slot<T>>(slots).map_err(|_| PoolError::Overflow)?;
        let out_of_memory = PoolError::OutOfMemory { layout };
        let mut chunk = Vec::new();
        chunk.try_reserve_exact(slots).map_err(|_| out_of_memory)?;
        self.chunks.try_reserve(1).map_err(|_| out_of_memory)?;
        self.chunks.push(chunk);
        Ok(())
    }

    /// Fills the first slot of the free list, which is `index`.
    #[inline]
    fn fill(&mut self, index: u32, make: impl FnOnce(Handle<T>) -> T) -> Handle<T> {
        let place = Place::of(index);
        let slot = &mut self.chunks[place.chunk][place.offset];
        let handle = slot.next_handle(index);
        let value = make(handle);
        self.free = slot.fill(value);
        self.len += 1;
        handle
    }

    #[inline]
    fn slot(&self, index: u32) -> Option<&Slot<T>> {
        let place = Place::of(index);
        self.chunks.get(place.chunk)?.get(place.offset)
    }

    #[inline]
    fn slot_mut(&mut self, index: u32) -> Option<&mut Slot<T>> {
        let place = Place::of(index);
        self.chunks.get_mut(place.chunk)?.get_mut(place.offset)
    }
}

impl<T> Default for HandlePool<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Index<Handle<T>> for HandlePool<T> {
    type Output = T;

    /// The value of a handle.
    ///
    /// # Panics
    ///
    /// If it was removed.
    #[inline]
    fn index(&self, handle: Handle<T>) -> &T {
        match self.get(handle) {
            Some(value) => value,
            None => removed(),
        }
    }
}

impl<T> IndexMut<Handle<T>> for HandlePool<T> {
    #[inline]
    fn index_mut(&mut self, handle: Handle<T>) -> &mut T {
        match self.get_mut(handle) {
            Some(value) => value,
            None => removed(),
        }
    }
}

#[cold]
#[inline(never)]
fn removed() -> ! {
    panic!("the handle's value was removed from the pool, or is of another pool");
}

impl<T: fmt::Debug> fmt::Debug for HandlePool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<'p, T> IntoIterator for &'p HandlePool<T> {
    type Item = (Handle<T>, &'p T);
    type IntoIter = Iter<'p, T>;

    fn into_iter(self) -> Iter<'p, T> {
        self.iter()
    }
}

impl<'p, T> IntoIterator for &'p mut HandlePool<T> {
    type Item = (Handle<T>, &'p mut T);
    type IntoIter = IterMut<'p, T>;

    fn into_iter(self) -> IterMut<'p, T> {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slot's 2^31 generations are not gone through one by one: it is made old.
    #[test]
    fn a_slot_is_retired_before_a_generation_comes_twice() {
        let mut pool = HandlePool::new();
        let first = pool.insert("first");
        assert_eq!(pool.remove(first), Some("first"));
        pool.chunks[0][0].age(u32::MAX - 1);

        let last = pool.insert("last");
        assert_eq!((last.index(), pool.get(last)), (0, Some(&"last")));
        assert_eq!(pool.remove(last), Some("last"));
        assert!(pool.chunks[0][0].is_retired());

        let next = pool.insert("next");
        assert_eq!(next.index(), 1, "a retired slot was used again");
        assert_eq!((pool.get(first), pool.get(last)), (None, None));
        assert_eq!(pool.remove(last), None);
        assert_eq!(pool.iter().collect::<Vec<_>>(), [(next, &"next")]);
        assert_eq!(pool.len(), 1);
    }
}
