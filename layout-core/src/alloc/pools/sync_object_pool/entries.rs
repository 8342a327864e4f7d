//! Where the objects of a pool for threads lie.

use core::alloc::Layout;
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use crate::alloc::pools::PoolError;
use crate::alloc::pools::lock_free::Links;

/// Room for an object, on cache lines of its own: the neighbours are other threads'.
#[repr(align(64))]
pub(super) struct Entry<T> {
    /// What the stacks of indices lead through this entry with.
    link: AtomicU64,
    pub(super) index: u32,
    /// How often the object, or one before it, was lent. Written by whoever has the index.
    pub(super) lent: AtomicU64,
    /// Used by whoever has the index.
    pub(super) object: UnsafeCell<MaybeUninit<T>>,
}

/// Entries that never move, in chunks of 64, 128, 256 ... which are made when they are needed.
///
/// Invariant: a chunk is null, or was allocated by `make_chunk` and is freed by `drop` alone.
pub(super) struct Entries<T> {
    chunks: [AtomicPtr<Entry<T>>; CHUNKS],
}

const FIRST: u32 = 64;
const CHUNKS: usize = 18;

/// How many entries there may be: all chunks together.
pub(super) const MAX: u32 = (FIRST << CHUNKS) - FIRST;

/// The chunk of an entry, and its place in it.
#[inline(always)]
const fn place(index: u32) -> (usize, usize) {
    let number = index + FIRST;
    let chunk = number.ilog2() - FIRST.ilog2();
    (chunk as usize, (number - (FIRST << chunk)) as usize)
}

const fn chunk_len(chunk: usize) -> u32 {
    FIRST << chunk
}

impl<T> Entries<T> {
    pub(super) const fn new() -> Self {
        Self { chunks: [const { AtomicPtr::new(ptr::null_mut()) }; CHUNKS] }
    }

    /// The entry with an index.
    ///
    /// # Safety
    ///
    /// [`make`](Entries::make) was called for this index, and the caller knows the index from there.
    #[inline(always)]
    pub(super) unsafe fn get(&self, index: u32) -> &Entry<T> {
        let (chunk, offset) = place(index);
        // SAFETY: `index` is below `MAX`, so that `chunk` is below `CHUNKS`.
        let chunk = unsafe { self.chunks.get_unchecked(chunk) }.load(Ordering::Acquire);
        // SAFETY: `make` made the chunk, which has this place and lives as long as `self`; it made all
        // of its entries.
        unsafe { &*chunk.add(offset) }
    }

    /// Makes the entry with an index, if it is not there: all of its chunk.
    pub(super) fn make(&self, index: u32) -> Result<(), PoolError> {
        let (chunk, _) = place(index);
        if self.chunks[chunk].load(Ordering::Acquire).is_null() {
            self.make_chunk(chunk)?;
        }
        Ok(())
    }

    fn make_chunk(&self, chunk: usize) -> Result<(), PoolError> {
        let layout = Self::layout(chunk).ok_or(PoolError::Overflow)?;
        // SAFETY: an entry is not of size 0.
        let made = unsafe { std_alloc::alloc::alloc(layout) }.cast::<Entry<T>>();
        if made.is_null() {
            return Err(PoolError::OutOfMemory { layout });
        }
        let first = chunk_len(chunk) - FIRST;
        for offset in 0..chunk_len(chunk) {
            // SAFETY: the block has room for so many entries. The object stays uninitialised.
            unsafe {
                let entry = made.add(offset as usize);
                (&raw mut (*entry).link).write(AtomicU64::new(0));
                (&raw mut (*entry).index).write(first + offset);
                (&raw mut (*entry).lent).write(AtomicU64::new(0));
            }
        }
        let raced = self.chunks[chunk].compare_exchange(
            ptr::null_mut(),
            made,
            Ordering::AcqRel,
            Ordering::Acquire,
        );
        if raced.is_err() {
            // SAFETY: allocated above with this layout, and nobody knows it.
            unsafe { std_alloc::alloc::dealloc(made.cast(), layout) };
        }
        Ok(())
    }

    fn layout(chunk: usize) -> Option<Layout> {
        Layout::array::<Entry<T>>(chunk_len(chunk) as usize).ok()
    }
}

impl<T> Links for Entries<T> {
    #[inline(always)]
    fn link(&self, index: u32) -> &AtomicU64 {
        // SAFETY: the stacks ask for an index that was pushed to them, by someone who had it from `make`.
        unsafe { &self.get(index).link }
    }
}

impl<T> Drop for Entries<T> {
    fn drop(&mut self) {
        for (chunk, made) in self.chunks.iter_mut().enumerate() {
            let made = *made.get_mut();
            if let (false, Some(layout)) = (made.is_null(), Self::layout(chunk)) {
                // SAFETY: `make_chunk` allocated it with this layout. Entries do not need to be dropped;
                // who uses one borrows the pool.
                unsafe { std_alloc::alloc::dealloc(made.cast(), layout) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_consecutive_up_to_the_last() {
        let (mut chunk, mut offset) = (0, 0);
        for index in 0..MAX {
            assert_eq!(place(index), (chunk, offset), "entry {index}");
            offset += 1;
            if offset == chunk_len(chunk) as usize {
                (chunk, offset) = (chunk + 1, 0);
            }
        }
        assert_eq!((chunk, offset), (CHUNKS, 0));
    }
}
