//! A pool for threads, without its type.

use core::alloc::Layout;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std_alloc::boxed::Box;

use super::shard::Shard;
use crate::pool::PoolError;
#[cfg(debug_assertions)]
use crate::pool::slots::debug;
use crate::pool::slots::{Link, SlotLayout, header_of};
use crate::pool::threads::{self, Claimed};

/// How many threads find their shard at once; the others go through a list of tables.
const TABLE: usize = 64;

/// The shards of a pool, by the number of their thread.
///
/// Each method that takes a [`SlotLayout`] must be given the same one, always.
pub(super) struct RawSyncPool {
    shards: Table,
    capacity: AtomicUsize,
}

/// The shards of 64 threads.
///
/// Each pointer is null, or came from a `Box` and is freed by `drop` alone.
struct Table {
    shards: [AtomicPtr<Shard>; TABLE],
    next: AtomicPtr<Table>,
}

// SAFETY: a shard's slots are used by its owner alone, see `Shard`; the rest is atomic. What lies in the
// slots is up to the pool that has a type.
unsafe impl Send for RawSyncPool {}
// SAFETY: the same.
unsafe impl Sync for RawSyncPool {}

impl RawSyncPool {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { shards: Table::new(), capacity: AtomicUsize::new(0) }
    }

    /// Takes a slot.
    #[inline(always)]
    pub(super) fn acquire(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let slot = match self.pop() {
            Some(slot) => slot,
            None => self.acquire_slow(layout)?,
        };
        #[cfg(debug_assertions)]
        // SAFETY: the slot is ours, and was poisoned when it became free.
        unsafe {
            debug::check_poison(layout, slot);
        }
        Ok(slot)
    }

    /// Takes a slot that this thread has at hand.
    #[inline(always)]
    fn pop(&self) -> Option<NonNull<u8>> {
        // A thread without a number has none that is in the table.
        let shard = self.shards.shards.get(threads::current())?.load(Ordering::Acquire);
        // SAFETY: a shard lives as long as the pool; this thread has its number.
        unsafe { shard.as_ref()?.pop() }
    }

    #[cold]
    #[inline(never)]
    fn acquire_slow(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let (claimed, shard) = self.claim()?;
        // SAFETY: `claimed` makes us the owner, until it is dropped.
        if let Some(slot) = unsafe { shard.pop() } {
            return Ok(slot);
        }
        // SAFETY: we are the owner, and `pop` found nothing.
        let before = unsafe { shard.capacity() };
        // SAFETY: the same; `steal` gives what it took.
        unsafe { shard.refill(layout, || self.steal(layout, shard.id())) }?;
        // SAFETY: the same.
        self.capacity.fetch_add(unsafe { shard.capacity() } - before, Ordering::Relaxed);
        // SAFETY: the same.
        let slot = unsafe { shard.pop() };
        drop(claimed);
        slot.ok_or(PoolError::Full { limit: usize::MAX })
    }

    /// Takes memory for so many slots more, for this thread.
    #[inline]
    pub(super) fn reserve(&self, layout: &SlotLayout, additional: usize) -> Result<(), PoolError> {
        let (claimed, shard) = self.claim()?;
        // SAFETY: `claimed` makes us the owner, until it is dropped.
        let before = unsafe { shard.capacity() };
        // SAFETY: the same.
        unsafe { shard.reserve(layout, additional) }?;
        // SAFETY: the same.
        self.capacity.fetch_add(unsafe { shard.capacity() } - before, Ordering::Relaxed);
        drop(claimed);
        Ok(())
    }

    /// Gives a slot back.
    ///
    /// # Safety
    ///
    /// It came from `acquire` of a pool which is still there, and nobody uses it any more.
    #[inline(always)]
    pub(super) unsafe fn release(layout: &SlotLayout, slot: NonNull<u8>) {
        #[cfg(debug_assertions)]
        // SAFETY: nobody uses the slot.
        unsafe {
            debug::poison(layout, slot);
        }
        // SAFETY: the memory is there as long as the pool.
        let header = unsafe { header_of(layout, slot) };
        // SAFETY: the owner is the shard that `refill` gave; it lives as long as the pool.
        let shard = unsafe { header.owner.cast::<Shard>().as_ref() };
        if shard.id() == threads::current() {
            // SAFETY: this thread has the shard's number; the rest by the caller.
            unsafe { shard.push(header, slot) };
        } else {
            // SAFETY: by the caller.
            unsafe { shard.push_remote(slot) };
        }
    }

    /// This thread's number, and its shard.
    #[inline]
    fn claim(&self) -> Result<(Claimed, &Shard), PoolError> {
        let out_of_memory = PoolError::OutOfMemory { layout: Layout::new::<Shard>() };
        let claimed = threads::claim_current().ok_or(out_of_memory)?;
        let shard = self.shards.get_or_make(claimed.id).ok_or(out_of_memory)?;
        Ok((claimed, shard))
    }

    /// The free slots of a thread that has ended.
    #[inline]
    fn steal(&self, layout: &SlotLayout, thief: usize) -> *mut Link {
        for shard in self.shards() {
            if shard.id() == thief {
                continue;
            }
            let Some(claimed) = threads::claim_this(shard.id()) else { continue };
            // SAFETY: we have claimed the shard's number.
            let list = unsafe { shard.give(layout) };
            drop(claimed);
            if !list.is_null() {
                return list;
            }
        }
        ptr::null_mut()
    }

    /// The number of values. Exact while no thread inserts or removes.
    #[inline]
    pub(super) fn live(&self) -> usize {
        let live = self.shards().map(Shard::live).fold(0, isize::wrapping_add);
        usize::try_from(live).unwrap_or(0)
    }

    #[inline]
    pub(super) fn capacity(&self) -> usize {
        self.capacity.load(Ordering::Relaxed)
    }

    /// Frees the memory in which there is no value.
    #[inline]
    pub(super) fn shrink(&mut self, layout: &SlotLayout) {
        if self.live() == 0 {
            for shard in self.shards() {
                // SAFETY: the pool is ours alone, so each shard is; and there is no value.
                unsafe { shard.release_all() };
            }
            *self.capacity.get_mut() = 0;
            return;
        }
        for shard in self.shards() {
            send_home(layout, shard);
        }
        let mut capacity = 0;
        for shard in self.shards() {
            // SAFETY: the pool is ours alone, so each shard is.
            unsafe {
                shard.shrink();
                capacity += shard.capacity();
            }
        }
        *self.capacity.get_mut() = capacity;
    }

    #[inline]
    fn shards(&self) -> impl Iterator<Item = &Shard> {
        self.shards.tables().flat_map(|table| &table.shards).filter_map(|shard| {
            // SAFETY: a shard lives as long as the pool.
            unsafe { shard.load(Ordering::Acquire).as_ref() }
        })
    }
}

impl Table {
    #[inline]
    const fn new() -> Self {
        Self {
            shards: [const { AtomicPtr::new(ptr::null_mut()) }; TABLE],
            next: AtomicPtr::new(ptr::null_mut()),
        }
    }

    #[inline]
    fn tables(&self) -> impl Iterator<Item = &Table> {
        core::iter::successors(Some(self), |table| {
            // SAFETY: a table lives as long as the pool.
            unsafe { table.next.load(Ordering::Acquire).as_ref() }
        })
    }

    /// The shard with this number, made if there is none. `None` without memory.
    #[inline]
    fn get_or_make(&self, id: usize) -> Option<&Shard> {
        let mut table = self;
        for _ in 0..id / TABLE {
            table = get_or_make(&table.next, Table::new)?;
        }
        get_or_make(&table.shards[id % TABLE], || Shard::new(id))
    }
}

/// What a pointer leads to; made if it is null. `None` without memory.
///
/// The pointer is null, or came from here and what it leads to is not freed while the pointer is
/// borrowed.
fn get_or_make<T>(pointer: &AtomicPtr<T>, make: impl FnOnce() -> T) -> Option<&T> {
    // SAFETY: see above.
    if let Some(there) = unsafe { pointer.load(Ordering::Acquire).as_ref() } {
        return Some(there);
    }
    let layout = Layout::new::<T>();
    // SAFETY: neither a `Table` nor a `Shard` is of size 0.
    let new = NonNull::new(unsafe { std_alloc::alloc::alloc(layout) })?.cast::<T>();
    // SAFETY: it was allocated for a `T`.
    unsafe { new.write(make()) };
    let raced = pointer.compare_exchange(
        ptr::null_mut(),
        new.as_ptr(),
        Ordering::AcqRel,
        Ordering::Acquire,
    );
    let there = match raced {
        Ok(_) => new.as_ptr(),
        Err(theirs) => {
            // SAFETY: the global allocator gave it with the layout of a `T`, as a `Box` asks.
            drop(unsafe { Box::from_raw(new.as_ptr()) });
            theirs
        }
    };
    // SAFETY: it is ours, or another thread's that came the same way.
    unsafe { there.as_ref() }
}

/// Moves each free slot to the free list of the shard that it comes from: a thread may have taken
/// slots of others that ended. For `shrink`, which has the pool for itself.
#[inline]
fn send_home(layout: &SlotLayout, shard: &Shard) {
    let mut home = ptr::null_mut();
    loop {
        // SAFETY: the pool is the caller's alone, so each shard is.
        let mut next = unsafe { shard.take_free() };
        if next.is_null() {
            break;
        }
        while let Some(slot) = NonNull::new(next) {
            // SAFETY: the slots of the list are ours; the first word of each is the link.
            next = unsafe { (*slot.as_ptr()).next };
            // SAFETY: the slot is of this pool; see `release`.
            let owner = unsafe { header_of(layout, slot.cast()).owner.cast::<Shard>().as_ref() };
            if ptr::eq(owner, shard) {
                // SAFETY: the slot is ours.
                unsafe { Link::set(slot, home) };
                home = slot.as_ptr();
            } else {
                // SAFETY: nobody uses the slot, and its owner is a shard of ours.
                unsafe { owner.relist(slot.cast()) };
            }
        }
    }
    while let Some(slot) = NonNull::new(home) {
        // SAFETY: as above.
        home = unsafe { (*slot.as_ptr()).next };
        // SAFETY: the slot is ours and free.
        unsafe { shard.relist(slot.cast()) };
    }
}

impl Drop for Table {
    #[inline]
    fn drop(&mut self) {
        for shard in &mut self.shards {
            free(shard);
        }
        // A loop, so that no number of tables overflows the stack.
        let mut next = *self.next.get_mut();
        while let Some(table) = NonNull::new(next) {
            // SAFETY: it came from `get_or_make`, and is used no more.
            let mut table = unsafe { Box::from_raw(table.as_ptr()) };
            next = core::mem::replace(table.next.get_mut(), ptr::null_mut());
        }
    }
}

/// Frees what `get_or_make` made.
fn free<T>(pointer: &mut AtomicPtr<T>) {
    let made = *pointer.get_mut();
    if !made.is_null() {
        // SAFETY: it came from `get_or_make`, which allocated it as a `Box` does; who uses a slot
        // borrows the pool, or keeps it alive.
        drop(unsafe { Box::from_raw(made) });
    }
}

#[cfg(test)]
mod tests {
    use super::{RawSyncPool, TABLE, Table};

    /// Two threads never meet at one shard.
    #[test]
    fn each_number_has_a_shard_of_its_own() {
        let pool = RawSyncPool::new();
        let shards: &Table = &pool.shards;
        for id in (0..3 * TABLE).rev() {
            assert_eq!(shards.get_or_make(id).map(super::Shard::id), Some(id));
        }
        assert_eq!(shards.tables().count(), 3);
        for id in 0..3 * TABLE {
            assert_eq!(shards.get_or_make(id).map(super::Shard::id), Some(id));
        }
    }
}
