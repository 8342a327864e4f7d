//! Where the objects of a pool for threads lie.

use core::alloc::Layout;
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use crate::pool::PoolError;
use crate::pool::lock_free::Links;

/// Room for an object, on cache lines of its own: the neighbors are other threads'.
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
/// The entry with an index has the number that is `FIRST` more. Chunk `log` has the numbers from `2^log` on.
///
/// Invariant: a pointer is null, or leads to the first entry of a chunk that was allocated by `make_chunk` and is
/// freed by `drop` alone. (A pointer to where number 0 would be saves an instruction, but leak checkers take the
/// chunks of a pool in a `static` for lost then.)
pub(super) struct Entries<T> {
    chunks: [AtomicPtr<Entry<T>>; LOGS],
}

const FIRST: u32 = 64;
const LOGS: usize = 24;

/// How many entries there may be: all chunks together.
pub(super) const MAX: u32 = (1 << LOGS) - FIRST;

/// The chunk of the entry with an index.
#[inline(always)]
const fn log_of(index: u32) -> usize {
    // With the bit of `FIRST`, which it has or a higher one, it is seen not to be 0.
    (u32::BITS - 1 - ((index + FIRST) | FIRST).leading_zeros()) as usize
}

impl<T> Entries<T> {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { chunks: [const { AtomicPtr::new(ptr::null_mut()) }; LOGS] }
    }

    /// The entry with an index.
    ///
    /// # Safety
    ///
    /// [`make`](Entries::make) was called for this index, and the caller knows the index from there.
    #[inline(always)]
    pub(super) unsafe fn get(&self, index: u32) -> &Entry<T> {
        let log = log_of(index);
        // SAFETY: `index` is below `MAX`, so that its number has no more than `LOGS` bits.
        let chunk = unsafe { self.chunks.get_unchecked(log) }.load(Ordering::Acquire);
        // SAFETY: `make` made the chunk, which has an entry with this number and lives as long as `self`; it
        // made all of its entries.
        unsafe { &*chunk.add((index + FIRST) as usize & !(1 << log)) }
    }

    /// Makes the entry with an index, if it is not there: all of its chunk.
    #[inline]
    pub(super) fn make(&self, index: u32) -> Result<(), PoolError> {
        let log = log_of(index);
        if self.chunks[log].load(Ordering::Acquire).is_null() {
            self.make_chunk(log)?;
        }
        Ok(())
    }

    #[inline]
    fn make_chunk(&self, log: usize) -> Result<(), PoolError> {
        let layout = Self::layout(log).ok_or(PoolError::Overflow)?;
        // SAFETY: an entry is not of size 0.
        let made = unsafe { std_alloc::alloc::alloc(layout) }.cast::<Entry<T>>();
        if made.is_null() {
            return Err(PoolError::OutOfMemory { layout });
        }
        for offset in 0..1 << log {
            // SAFETY: the block has room for so many entries. The object stays uninitialized.
            unsafe {
                let entry = made.add(offset as usize);
                (&raw mut (*entry).link).write(AtomicU64::new(0));
                (&raw mut (*entry).index).write((1 << log) + offset - FIRST);
                (&raw mut (*entry).lent).write(AtomicU64::new(0));
            }
        }
        let raced = self.chunks[log].compare_exchange(
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

    #[inline]
    fn layout(log: usize) -> Option<Layout> {
        Layout::array::<Entry<T>>(1 << log).ok()
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
    #[inline]
    fn drop(&mut self) {
        for (log, chunk) in self.chunks.iter_mut().enumerate() {
            let made = *chunk.get_mut();
            if let (false, Some(layout)) = (made.is_null(), Self::layout(log)) {
                // SAFETY: `make_chunk` allocated it with this layout. Entries do not need to be dropped;
                // who uses one borrows the pool, or keeps it alive.
                unsafe { std_alloc::alloc::dealloc(made.cast(), layout) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_index_up_to_the_last() {
        assert_eq!((log_of(0), log_of(63), log_of(64)), (6, 6, 7));
        assert_eq!(log_of(MAX - 1), LOGS - 1);
        let entries = Entries::<[u64; 9]>::new();
        let mut before = None;
        for index in 0..5000 {
            entries.make(index).unwrap();
            // SAFETY: it was made.
            let entry = unsafe { entries.get(index) };
            assert_eq!(entry.index, index);
            let after = before.replace(ptr::from_ref(entry).addr());
            assert_ne!(after, before);
        }
    }
}
