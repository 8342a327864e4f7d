//! Going through all slots of a [`HandlePool`](super::HandlePool), to remove some values.

use core::num::NonZeroU32;

use super::chunks::log_of;
use super::handle::FIRST;
use super::slot::Vacant;
use super::{Handle, HandlePool};

/// Goes from value to value, and makes the free list anew meanwhile, in the order of the slots and with
/// neighbors in one run.
///
/// The pool has no free list until this is dropped, which goes on to the end first: so the list is whole
/// even if the code of the user's that is called in between panics.
pub(super) struct Sweep<'p, T> {
    pool: &'p mut HandlePool<T>,
    /// The number of the slot to look at.
    next: u64,
    /// The first slot of the new free list, or 0.
    first: u32,
    /// The last run of the new free list.
    last: Option<NonZeroU32>,
    /// The number after the last run.
    end: u64,
}

impl<'p, T> Sweep<'p, T> {
    #[inline]
    pub(super) fn new(pool: &'p mut HandlePool<T>) -> Self {
        pool.free = 0;
        Self { pool, next: u64::from(FIRST), first: 0, last: None, end: 0 }
    }

    /// Goes to the next value, which may be where this is already.
    #[inline]
    pub(super) fn find(&mut self) -> Option<Handle<T>> {
        loop {
            let number = NonZeroU32::new(u32::try_from(self.next).ok()?)?;
            let log = log_of(number);
            if self.next >= self.pool.end(log) || !self.pool.chunks.has(log) {
                self.next = 2 << log;
                continue;
            }
            let slot = self.pool.chunks.slot(number)?;
            if let Some(generation) = slot.filled() {
                return Some(Handle::new(number, generation));
            }
            let run = slot.lead().run.max(1);
            if !slot.is_retired() {
                self.add(number, run);
            }
            self.next += u64::from(run);
        }
    }

    /// The value of the handle that `find` returned.
    #[inline]
    pub(super) fn value(&mut self, handle: Handle<T>) -> Option<&mut T> {
        self.pool.get_mut(handle)
    }

    /// Leaves the value where it is.
    #[inline]
    pub(super) fn keep(&mut self) {
        self.next += 1;
    }

    /// Takes the value of the handle that `find` returned.
    #[inline]
    pub(super) fn take(&mut self, handle: Handle<T>) -> Option<T> {
        let value = self.pool.vacate(handle, 0)?;
        self.pool.free = 0;
        if self.pool.chunks.slot(handle.number()).is_some_and(|slot| !slot.is_retired()) {
            self.add(handle.number(), 1);
        }
        self.next += 1;
        Some(value)
    }

    /// Adds a run of vacant slots to the new free list.
    #[inline]
    fn add(&mut self, number: NonZeroU32, run: u32) {
        let slots = &mut self.pool.chunks;
        let last = self.last.and_then(|last| slots.slot_mut(last));
        // A run does not go from chunk to chunk.
        if let Some(last) = last {
            let Vacant { run: before, .. } = last.lead();
            if self.end == u64::from(number.get()) && !number.is_power_of_two() {
                last.set_lead(Vacant { next: 0, run: before + run });
                self.end += u64::from(run);
                return;
            }
            last.set_lead(Vacant { next: number.get(), run: before });
        } else {
            self.first = number.get();
        }
        if let Some(slot) = slots.slot_mut(number) {
            slot.set_lead(Vacant { next: 0, run });
        }
        self.last = Some(number);
        self.end = u64::from(number.get()) + u64::from(run);
    }
}

impl<T> Drop for Sweep<'_, T> {
    #[inline]
    fn drop(&mut self) {
        while self.find().is_some() {
            self.keep();
        }
        self.pool.free = self.first;
        self.pool.unlinked = 0;
    }
}
