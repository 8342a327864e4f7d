//! Where the slots of a [`HandlePool`](super::HandlePool) lie.

use core::alloc::Layout;
use core::marker::PhantomData;
use core::num::NonZeroU32;
use core::ptr::NonNull;

use super::handle::FIRST;
use super::slot::Slot;
use crate::pool::PoolError;

/// The logarithms of the numbers in the first and in the last chunk.
const LOGS: core::ops::RangeInclusive<u32> = FIRST.ilog2()..=u32::BITS - 1;

/// Slots by number, in chunks that never move.
///
/// Chunk `log` has the numbers from `2^log` to `2^(log + 1) - 1`; there is none below `LOGS`. A slot is found
/// from its number by the position of the number's highest bit: no length is compared, as a chunk has a slot
/// for each of its numbers.
///
/// An entry leads to where the slot with number 0 would be, if it were in the chunk: so nothing is subtracted to
/// find a slot. It may lead anywhere, and keeps the provenance of the chunk's block.
///
/// Invariant: an entry of the table is `None`, or leads so to the slots of its chunk, each of which is
/// initialized, in a block of [`layout`](Chunks::layout) of the global allocator that is this table's own.
pub(super) struct Chunks<T> {
    table: [Option<NonNull<Slot<T>>>; u32::BITS as usize],
    owned: PhantomData<Slot<T>>,
}

// SAFETY: the table owns the slots, as a vector would.
unsafe impl<T: Send> Send for Chunks<T> {}
// SAFETY: the same.
unsafe impl<T: Sync> Sync for Chunks<T> {}

/// The logarithm of a number: the chunk.
#[inline(always)]
pub(super) const fn log_of(number: NonZeroU32) -> u32 {
    u32::BITS - 1 - number.leading_zeros()
}

impl<T> Chunks<T> {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { table: [None; u32::BITS as usize], owned: PhantomData }
    }

    #[inline]
    fn layout(log: u32) -> Result<Layout, PoolError> {
        let slots = 1_usize.checked_shl(log).ok_or(PoolError::Overflow)?;
        Layout::array::<Slot<T>>(slots).map_err(|_| PoolError::Overflow)
    }

    /// Where the slot with a number is, if its chunk is there.
    #[inline(always)]
    pub(super) fn place(&self, number: NonZeroU32) -> Option<NonNull<Slot<T>>> {
        let chunk = self.table[log_of(number) as usize]?;
        // SAFETY: the chunk has a slot with this number, by the invariant.
        Some(unsafe { Self::slot_of(chunk, number) })
    }

    /// # Safety
    ///
    /// `chunk` is an entry of the table, for the chunk of this number.
    #[inline(always)]
    unsafe fn slot_of(chunk: NonNull<Slot<T>>, number: NonZeroU32) -> NonNull<Slot<T>> {
        let slot = chunk.as_ptr().wrapping_add(number.get() as usize);
        // SAFETY: by the caller, it is the address of a slot.
        unsafe { NonNull::new_unchecked(slot) }
    }

    /// Where the slot with a number is.
    ///
    /// # Safety
    ///
    /// Its chunk is there.
    #[inline(always)]
    pub(super) unsafe fn place_unchecked(&self, number: NonZeroU32) -> NonNull<Slot<T>> {
        // SAFETY: by the caller.
        unsafe { Self::slot_of(self.table[log_of(number) as usize].unwrap_unchecked(), number) }
    }

    #[inline(always)]
    pub(super) fn slot(&self, number: NonZeroU32) -> Option<&Slot<T>> {
        // SAFETY: the slot is initialized, by the invariant, and borrowed as the table is.
        Some(unsafe { self.place(number)?.as_ref() })
    }

    #[inline(always)]
    pub(super) fn slot_mut(&mut self, number: NonZeroU32) -> Option<&mut Slot<T>> {
        // SAFETY: as in `slot`; the table is borrowed mutably.
        Some(unsafe { self.place(number)?.as_mut() })
    }

    /// The chunks that are there.
    #[inline]
    pub(super) fn logs(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        LOGS.filter(|&log| self.has(log))
    }

    /// The chunks that are not there.
    #[inline]
    pub(super) fn missing(&self) -> impl Iterator<Item = u32> + '_ {
        LOGS.filter(|&log| !self.has(log))
    }

    /// The chunk with the highest numbers, if there is any.
    #[inline]
    pub(super) const fn last(&self) -> Option<u32> {
        let mut log = u32::BITS;
        while log > 0 {
            log -= 1;
            if self.table[log as usize].is_some() {
                return Some(log);
            }
        }
        None
    }

    #[inline]
    pub(super) fn has(&self, log: u32) -> bool {
        self.table[log as usize].is_some()
    }

    /// Makes a chunk of vacant slots, of an even generation, which none of them has had with a value.
    #[inline]
    pub(super) fn make(&mut self, log: u32, generation: u32) -> Result<(), PoolError> {
        debug_assert!(LOGS.contains(&log) && !self.has(log));
        let layout = Self::layout(log)?;
        // SAFETY: a slot has a generation, so that the size is not 0.
        let block = unsafe {
            if generation == 0 {
                std_alloc::alloc::alloc_zeroed(layout)
            } else {
                std_alloc::alloc::alloc(layout)
            }
        };
        let first = NonNull::new(block).ok_or(PoolError::OutOfMemory { layout })?.cast::<Slot<T>>();
        let Some(chunk) = NonNull::new(first.as_ptr().wrapping_sub(1 << log)) else {
            // A block that begins at the address which is its own size: it can only be refused.
            // SAFETY: it was allocated above with this layout.
            unsafe { std_alloc::alloc::dealloc(block, layout) };
            return Err(PoolError::OutOfMemory { layout });
        };
        if generation != 0 {
            for offset in 0..1_usize << log {
                // SAFETY: the block has room for so many slots. (Of zeros, the slots are initialized.)
                unsafe { Slot::init(first.add(offset), generation) };
            }
        }
        self.table[log as usize] = Some(chunk);
        Ok(())
    }

    /// Frees the memory of a chunk, without dropping a value.
    #[inline]
    pub(super) fn free(&mut self, log: u32) {
        let Some(chunk) = self.table[log as usize].take() else { return };
        let Ok(layout) = Self::layout(log) else { unreachable!("the chunk was made") };
        let block = chunk.as_ptr().wrapping_add(1 << log).cast();
        // SAFETY: by the invariant, and the table leads to the chunk no more.
        unsafe { std_alloc::alloc::dealloc(block, layout) };
    }
}

impl<T> Drop for Chunks<T> {
    #[inline]
    fn drop(&mut self) {
        for log in LOGS {
            self.free(log);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_chunks_that_double() {
        let mut chunks = Chunks::<u8>::new();
        for log in 6..12 {
            assert!(!chunks.has(log));
            chunks.make(log, 2).unwrap();
        }
        let mut places = std::collections::HashSet::new();
        for number in 64..1 << 12 {
            let number = NonZeroU32::new(number).unwrap();
            assert_eq!(chunks.slot(number).unwrap().generation(), 2);
            assert!(places.insert(chunks.place(number)), "{number} has the place of another one");
        }
        for number in [1, 63, 1 << 12, u32::MAX] {
            assert!(chunks.place(NonZeroU32::new(number).unwrap()).is_none(), "{number}");
        }
        chunks.free(8);
        assert!(chunks.logs().eq([6, 7, 9, 10, 11]));
        assert_eq!(chunks.missing().next(), Some(8));
        assert!(chunks.place(NonZeroU32::new(300).unwrap()).is_none());
    }
}
