//! What one thread at a time has of a pool.

use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicIsize, AtomicPtr, AtomicUsize, Ordering};

use crate::pool::PoolError;
use crate::pool::lock_free::{Padded, Remote};
use crate::pool::slots::{Header, Hot, Link, SlotLayout, Slots};

/// The slots of the thread with the number `id`, and the memory it took for them.
///
/// All fields but `remote` and `id` belong to the *owner*: the thread that has the number `id` now, or has
/// [claimed](crate::pool::threads::claim_this) it. The others only load the atomic ones, to add up.
/// Who gets the number next sees all that the owner did, see [`IdBlock`](crate::pool::lock_free::IdBlock).
#[repr(align(128))]
pub(super) struct Shard {
    /// Leads to the slot that was freed last.
    hot: Hot,
    slots: Slots,
    /// How many slots left the free list one by one, less those that came back so.
    taken: AtomicIsize,
    /// Slots whose page's owner is this shard, freed by other threads.
    remote: Padded<Remote>,
    /// Never written, so it shares no line with what is: who frees a slot reads it first.
    id: Padded<usize>,
}

impl Shard {
    #[inline]
    pub(super) const fn new(id: usize) -> Self {
        let remote = Remote { head: AtomicPtr::new(ptr::null_mut()), count: AtomicUsize::new(0) };
        Self {
            hot: Hot::new(),
            slots: Slots::new(),
            taken: AtomicIsize::new(0),
            remote: Padded(remote),
            id: Padded(id),
        }
    }

    /// The number of the thread whose shard this is.
    #[inline(always)]
    pub(super) fn id(&self) -> usize {
        self.id.0
    }

    /// Takes a free slot, if there is one at hand.
    ///
    /// # Safety
    ///
    /// The caller is the owner.
    #[inline(always)]
    pub(super) unsafe fn pop(&self) -> Option<NonNull<u8>> {
        if let Some(slot) = self.hot.take() {
            return Some(slot);
        }
        let slot = self.slots.pop()?;
        self.count(1);
        Some(slot)
    }

    /// Gives a slot back to the owner by the owner.
    ///
    /// # Safety
    ///
    /// The caller is the owner; the slot is of this shard's memory, with this header, and nobody uses
    /// it.
    #[inline(always)]
    pub(super) unsafe fn push(&self, header: &Header, slot: NonNull<u8>) {
        if header.keep(slot) {
            return;
        }
        if self.hot.is_empty() {
            self.hot.move_to(header, slot);
        } else {
            // SAFETY: by the caller.
            unsafe { self.list(slot) };
        }
    }

    /// Gives a slot back from any thread.
    ///
    /// # Safety
    ///
    /// The slot is of this pool, and nobody uses it.
    #[inline(never)]
    pub(super) unsafe fn push_remote(&self, slot: NonNull<u8>) {
        // SAFETY: by the caller; a slot has room for a link.
        unsafe { self.remote.0.push(slot.cast()) };
    }

    /// Fills the empty free list: with what came back from other threads, or what `steal` finds, or
    /// memory. `steal` is not asked while there are pages that were never used.
    ///
    /// # Safety
    ///
    /// The caller is the owner, and the free list is empty. `steal` returns a list of free slots of this
    /// pool that nobody else has.
    #[inline]
    pub(super) unsafe fn refill(
        &self,
        layout: &SlotLayout,
        steal: impl FnOnce() -> *mut Link,
    ) -> Result<(), PoolError> {
        let mut list = self.remote.0.take_all();
        if list.is_null() && !self.slots.has_unused() {
            list = steal();
        }
        if list.is_null() {
            // SAFETY: `RawSyncPool::release` looks for the address of this shard.
            return unsafe { self.slots.refill(layout, usize::MAX, NonNull::from(self).cast()) };
        }
        // SAFETY: the slots were free, and are ours now; the free list is empty.
        unsafe { self.slots.adopt(list) };
        Ok(())
    }

    /// Makes room for `additional` slots. Counts those that this shard has, and no others.
    ///
    /// # Safety
    ///
    /// The caller is the owner.
    #[inline]
    pub(super) unsafe fn reserve(
        &self,
        layout: &SlotLayout,
        additional: usize,
    ) -> Result<(), PoolError> {
        let mut free = usize::from(!self.hot.is_empty());
        free += self.slots.not_taken(additional.saturating_sub(free));
        if free < additional {
            // SAFETY: the slots came back from other threads, and are ours now.
            free += unsafe { self.slots.join(self.remote.0.take_all()) };
        }
        self.slots.reserve(layout, additional, free, usize::MAX)
    }

    /// Gives away some free slots: a list, or null if there are none.
    ///
    /// # Safety
    ///
    /// The caller is the owner.
    #[inline]
    pub(super) unsafe fn give(&self, layout: &SlotLayout) -> *mut Link {
        // SAFETY: by the caller.
        let list = unsafe { self.take_free() };
        if list.is_null() && self.slots.has_unused() {
            // It cannot fail, as there is a page that was never used.
            // SAFETY: `RawSyncPool::release` looks for the address of this shard.
            let _ = unsafe { self.slots.refill(layout, usize::MAX, NonNull::from(self).cast()) };
            return self.slots.take_list();
        }
        list
    }

    /// Takes all that is in the free list, or else what came back from other threads.
    ///
    /// # Safety
    ///
    /// The caller is the owner.
    #[inline]
    pub(super) unsafe fn take_free(&self) -> *mut Link {
        if let Some(slot) = self.hot.take() {
            // SAFETY: `push` was given the slot, by a caller that kept its promise.
            unsafe { self.list(slot) };
        }
        let list = self.slots.take_list();
        if list.is_null() { self.remote.0.take_all() } else { list }
    }

    /// Frees the memory in which no slot is taken.
    ///
    /// # Safety
    ///
    /// The caller is the owner, and each free slot of this shard's memory is in its free list, so that
    /// none is at hand.
    #[inline]
    pub(super) unsafe fn shrink(&self) {
        self.hot.leave();
        self.slots.shrink();
    }

    /// Frees all memory.
    ///
    /// # Safety
    ///
    /// The caller is the owner, and no slot of this shard's memory is used, nor in the list of another
    /// shard that will be used.
    #[inline]
    pub(super) unsafe fn release_all(&self) {
        let last = self.hot.take();
        self.count(-isize::from(last.is_some()));
        self.hot.leave();
        self.remote.0.take_all();
        self.slots.release_all();
    }

    /// Gives a slot to the free list, without counting it.
    ///
    /// # Safety
    ///
    /// As [`Shard::push`], but for a slot that was counted as free before.
    #[inline]
    pub(super) unsafe fn relist(&self, slot: NonNull<u8>) {
        // SAFETY: by the caller.
        unsafe { self.slots.push(slot) };
    }

    /// How many slots there are. For the owner.
    ///
    /// # Safety
    ///
    /// The caller is the owner.
    #[inline]
    pub(super) unsafe fn capacity(&self) -> usize {
        self.slots.capacity()
    }

    /// What this shard adds to the number of values: the sum over all shards of a pool is that number,
    /// exact while no other thread inserts or removes.
    #[inline]
    pub(super) fn live(&self) -> isize {
        let last = isize::from(!self.hot.looks_empty());
        #[expect(
            clippy::cast_possible_wrap,
            reason = "the sum over all shards is exact modulo 2^64"
        )]
        let freed = self.remote.0.count() as isize;
        self.taken.load(Ordering::Relaxed).wrapping_sub(last).wrapping_sub(freed)
    }

    /// # Safety
    ///
    /// As [`Shard::push`].
    #[inline(always)]
    unsafe fn list(&self, slot: NonNull<u8>) {
        // SAFETY: by the caller.
        unsafe { self.slots.push(slot) };
        self.count(-1);
    }

    /// Counts slots that leave or join the free list. By the owner alone, so that it needs no
    /// read-modify-write.
    #[inline(always)]
    fn count(&self, change: isize) {
        let taken = self.taken.load(Ordering::Relaxed);
        self.taken.store(taken.wrapping_add(change), Ordering::Relaxed);
    }
}
