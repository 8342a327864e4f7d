//! A pool without its type: slots, a count, and the place that the slots' owner pointers lead to.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::{self, NonNull};
use std_alloc::boxed::Box;

use crate::alloc::pools::PoolError;
#[cfg(debug_assertions)]
use crate::alloc::pools::slots::debug;
use crate::alloc::pools::slots::{OwnerPlace, SlotLayout, Slots, owner_of};

/// What a pool's pages point to. It stays where it is when the pool moves.
///
/// The slot that was freed last does not join the free list at once: where values come and go one at a
/// time, neither a link nor a count is written.
pub(crate) struct Home {
    /// A free slot that is not in the free list, or null.
    last: Cell<*mut u8>,
    slots: Slots,
    /// How many slots are not in the free list, though they were once; `last` is one of them.
    taken: Cell<usize>,
}

struct Empty(Home);

// SAFETY: nobody writes to it: it has no slot, so that `RawPool` replaces it before it counts one.
unsafe impl Sync for Empty {}

/// The home of each pool that has had no value yet, so that a pool is made without allocating.
static EMPTY: Empty = Empty(Home::new());

/// A growing set of slots of one layout, and how many of them are taken.
///
/// Each method that takes a [`SlotLayout`] must be given the same one, always. It does not know the type
/// of the values, so that the drop of a pool asks nothing of it.
///
/// Invariant: `home` is `EMPTY`, or came from a `Box` and is freed by `drop` alone.
pub(crate) struct RawPool {
    home: Cell<NonNull<Home>>,
    limit: usize,
}

impl RawPool {
    pub(crate) const fn new(limit: usize) -> Self {
        Self { home: Cell::new(Home::empty()), limit }
    }

    pub(crate) const fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    #[inline(always)]
    fn home(&self) -> &Home {
        // SAFETY: by the invariant it is alive as long as `self`, and nothing takes a `&mut` to it.
        unsafe { self.home.get().as_ref() }
    }

    pub(crate) fn live(&self) -> usize {
        let home = self.home();
        home.taken.get() - usize::from(!home.last.get().is_null())
    }

    pub(crate) fn capacity(&self) -> usize {
        self.home().slots.capacity()
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Takes a slot.
    #[inline(always)]
    pub(crate) fn acquire(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let home = self.home();
        let slot = match NonNull::new(home.last.get()) {
            Some(slot) => {
                home.last.set(ptr::null_mut());
                slot
            }
            None => self.acquire_listed(layout)?,
        };
        #[cfg(debug_assertions)]
        {
            self.home().slots.note_taken(layout, slot);
            // SAFETY: the slot is ours, and was poisoned when it joined the free list.
            unsafe { debug::check_poison(layout, slot) };
        }
        Ok(slot)
    }

    /// Takes a slot from the free list.
    #[inline(always)]
    fn acquire_listed(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let slot = match self.home().slots.pop() {
            Some(slot) => slot,
            None => self.acquire_fresh(layout)?,
        };
        let home = self.home();
        home.taken.set(home.taken.get() + 1);
        Ok(slot)
    }

    #[cold]
    #[inline(never)]
    fn acquire_fresh(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let home = self.settle()?;
        // SAFETY: `home` is what `owner_of` is to find.
        unsafe { self.home().slots.refill(layout, self.limit, home.cast()) }?;
        self.home().slots.pop().ok_or(PoolError::Full { limit: self.limit })
    }

    /// Counts a value that takes no memory. What it returns serves as its slot.
    #[inline(always)]
    pub(crate) fn acquire_nothing(&self) -> Result<NonNull<u8>, PoolError> {
        let home = self.settle()?;
        let taken = &self.home().taken;
        if taken.get() == self.limit {
            return Err(PoolError::Full { limit: self.limit });
        }
        taken.set(taken.get() + 1);
        Ok(home.cast())
    }

    /// The home, allocated if there was none.
    fn settle(&self) -> Result<NonNull<Home>, PoolError> {
        if self.home.get() != Home::empty() {
            return Ok(self.home.get());
        }
        let layout = Layout::new::<Home>();
        // SAFETY: a `Home` is not of size 0.
        let home = NonNull::new(unsafe { std_alloc::alloc::alloc(layout) })
            .ok_or(PoolError::OutOfMemory { layout })?
            .cast::<Home>();
        // SAFETY: it was allocated for a `Home` above.
        unsafe { home.write(Home::new()) };
        self.home.set(home);
        Ok(home)
    }

    /// Makes room for `additional` more.
    pub(crate) fn reserve(&self, layout: &SlotLayout, additional: usize) -> Result<(), PoolError> {
        self.settle()?;
        let free = self.capacity() - self.live();
        self.home().slots.reserve(layout, additional, free, self.limit)
    }

    pub(crate) fn shrink(&self) {
        // `EMPTY` must not even be written what it holds already.
        if self.home.get() != Home::empty() {
            self.home().list_last();
            self.home().slots.shrink();
        }
    }

    /// Gives a slot back.
    ///
    /// # Safety
    ///
    /// The slot came from [`RawPool::acquire`] of this pool, and nobody uses it any more.
    ///
    /// # Panics
    ///
    /// In debug builds, if that is not so.
    #[inline(always)]
    pub(crate) unsafe fn release(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        // SAFETY: by the caller.
        unsafe { self.home().release(layout, slot) };
    }

    /// Panics if a slot is not one of ours.
    #[cfg(debug_assertions)]
    pub(crate) fn check_taken(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        self.home().slots.check_taken(layout, slot);
    }
}

impl Home {
    const fn new() -> Self {
        Self { last: Cell::new(ptr::null_mut()), slots: Slots::new(), taken: Cell::new(0) }
    }

    const fn empty() -> NonNull<Home> {
        // SAFETY: a static's address is not null.
        unsafe { NonNull::new_unchecked(ptr::from_ref(&EMPTY.0).cast_mut()) }
    }

    /// Where a slot of a layout with an owner goes back to.
    ///
    /// # Safety
    ///
    /// The slot came from [`RawPool::acquire`] of a pool that is still there for `'a`.
    #[inline(always)]
    pub(crate) unsafe fn of<'a>(layout: &SlotLayout, slot: NonNull<u8>) -> &'a Home {
        debug_assert!(layout.owner != OwnerPlace::Nowhere);
        // SAFETY: the owner is the home that `acquire_fresh` wrote; it lives as long as the pool.
        unsafe { owner_of(layout, slot).cast::<Home>().as_ref() }
    }

    /// As [`RawPool::release`].
    ///
    /// # Safety
    ///
    /// The same.
    #[inline(always)]
    pub(crate) unsafe fn release(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        #[cfg(debug_assertions)]
        {
            self.slots.note_freed(layout, slot);
            // SAFETY: nobody uses the slot.
            unsafe { debug::poison(layout, slot) };
        }
        #[cfg(not(debug_assertions))]
        let _ = layout;
        if self.last.get().is_null() {
            self.last.set(slot.as_ptr());
        } else {
            // SAFETY: by the caller.
            unsafe { self.list(slot) };
        }
    }

    /// Gives a slot to the free list.
    ///
    /// # Safety
    ///
    /// As [`RawPool::release`].
    #[inline(always)]
    unsafe fn list(&self, slot: NonNull<u8>) {
        // SAFETY: by the caller.
        unsafe { self.slots.push(slot) };
        self.taken.set(self.taken.get() - 1);
    }

    /// Gives the slot that was freed last to the free list.
    fn list_last(&self) {
        if let Some(slot) = NonNull::new(self.last.replace(ptr::null_mut())) {
            // SAFETY: `release` was given the slot, by a caller that kept its promise.
            unsafe { self.list(slot) };
        }
    }

    /// Gives back what came from [`RawPool::acquire_nothing`].
    #[inline(always)]
    pub(crate) fn release_nothing(&self) {
        self.taken.set(self.taken.get() - 1);
    }
}

impl Drop for RawPool {
    fn drop(&mut self) {
        if self.home.get() != Home::empty() {
            // SAFETY: by the invariant. The global allocator was given the layout of a `Home`, as a
            // `Box` does; whoever uses a slot borrows the pool.
            drop(unsafe { Box::from_raw(self.home.get().as_ptr()) });
        }
    }
}
