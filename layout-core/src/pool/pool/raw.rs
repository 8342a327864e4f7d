//! A pool without its type: slots, a count, and the place that the slots' owner pointers lead to.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::{self, NonNull};
use std_alloc::boxed::Box;

use crate::pool::PoolError;
#[cfg(debug_assertions)]
use crate::pool::slots::debug;
use crate::pool::slots::{Header, HeaderPlace, Hot, SlotLayout, Slots, header_of};

/// What a pool's pages point to. It stays where it is when the pool moves.
pub(crate) struct Home {
    /// Leads to the slot that was freed last.
    hot: Hot,
    slots: Slots,
    /// How many slots are not in the free list, though they were once; that at hand is one of them.
    taken: Cell<usize>,
    /// The header of all slots of a layout whose pages have none.
    header: Header,
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
    #[inline]
    pub(crate) const fn new(limit: usize) -> Self {
        Self { home: Cell::new(Home::empty()), limit }
    }

    #[inline]
    pub(crate) const fn set_limit(&mut self, limit: Option<usize>) {
        self.limit = match limit {
            Some(limit) => limit,
            None => usize::MAX,
        };
    }

    #[inline(always)]
    fn home(&self) -> &Home {
        // SAFETY: by the invariant it is alive as long as `self`, and nothing takes a `&mut` to it.
        unsafe { self.home.get().as_ref() }
    }

    #[inline]
    pub(crate) fn live(&self) -> usize {
        let home = self.home();
        home.taken.get() - usize::from(!home.hot.is_empty())
    }

    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        self.home().slots.capacity()
    }

    /// How many slots there may be.
    #[inline]
    pub(crate) const fn most(&self) -> usize {
        self.limit
    }

    /// The same, if that is limited.
    #[inline]
    pub(crate) const fn limit(&self) -> Option<usize> {
        if self.limit == usize::MAX { None } else { Some(self.limit) }
    }

    /// Takes a slot.
    #[inline(always)]
    pub(crate) fn acquire(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let home = self.home();
        let slot = match home.hot.take().or_else(|| home.unlist()) {
            Some(slot) => slot,
            None => self.acquire_fresh(layout)?,
        };
        #[cfg(debug_assertions)]
        {
            self.home().slots.note_taken(layout, slot);
            // SAFETY: the slot is ours, and was poisoned when it joined the free list.
            unsafe { debug::check_poison(layout, slot) };
        }
        Ok(slot)
    }

    #[cold]
    #[inline(never)]
    fn acquire_fresh(&self, layout: &SlotLayout) -> Result<NonNull<u8>, PoolError> {
        let home = self.settle()?;
        // SAFETY: `home` is what guards look for in the header.
        unsafe { self.home().slots.refill(layout, self.limit, home.cast()) }?;
        self.home().unlist().ok_or(PoolError::Full { limit: self.limit })
    }

    /// Counts a value that takes no memory. What it returns serves as its slot.
    #[inline(always)]
    pub(crate) fn acquire_nothing(&self) -> Result<NonNull<u8>, PoolError> {
        let home = self.settle()?;
        let taken = &self.home().taken;
        if taken.get() >= self.limit {
            return Err(PoolError::Full { limit: self.limit });
        }
        taken.set(taken.get() + 1);
        Ok(home.cast())
    }

    /// The home, allocated if there was none.
    #[inline]
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
    #[inline]
    pub(crate) fn reserve(&self, layout: &SlotLayout, additional: usize) -> Result<(), PoolError> {
        self.settle()?;
        let free = self.capacity() - self.live();
        self.home().slots.reserve(layout, additional, free, self.limit)
    }

    #[inline]
    pub(crate) fn shrink(&self) {
        // `EMPTY` must not even be written what it holds already.
        if self.home.get() != Home::empty() {
            self.home().shrink();
        }
    }

    /// Gives a slot of a layout without headers back.
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
        debug_assert!(layout.header == HeaderPlace::Nowhere);
        let home = self.home();
        // SAFETY: by the caller.
        unsafe { home.release(layout, &home.header, slot) };
    }

    /// Panics if a slot is not one of ours.
    #[cfg(debug_assertions)]
    #[inline]
    pub(crate) fn check_taken(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        self.home().slots.check_taken(layout, slot);
    }
}

impl Home {
    #[inline]
    const fn new() -> Self {
        Self {
            hot: Hot::new(),
            slots: Slots::new(),
            taken: Cell::new(0),
            header: Header::new(NonNull::dangling()),
        }
    }

    #[inline]
    const fn empty() -> NonNull<Home> {
        // SAFETY: a static's address is not null.
        unsafe { NonNull::new_unchecked(ptr::from_ref(&EMPTY.0).cast_mut()) }
    }

    /// Gives a slot of a layout with headers back.
    ///
    /// # Safety
    ///
    /// The slot came from [`RawPool::acquire`] of a pool that is still there, and nobody uses it any
    /// more.
    ///
    /// # Panics
    ///
    /// In debug builds, if that is not so.
    #[inline(always)]
    pub(crate) unsafe fn take_back(layout: &SlotLayout, slot: NonNull<u8>) {
        // SAFETY: the memory is there as long as the pool.
        let header = unsafe { header_of(layout, slot) };
        // SAFETY: the owner is the home that `acquire_fresh` gave; it lives as long as the pool. It is
        // looked for only where it is needed: most slots are kept at hand.
        unsafe { header.owner.cast::<Home>().as_ref().release(layout, header, slot) };
    }

    /// # Safety
    ///
    /// As [`RawPool::release`]; `header` is that of the slot.
    #[inline(always)]
    unsafe fn release(&self, layout: &SlotLayout, header: &Header, slot: NonNull<u8>) {
        #[cfg(debug_assertions)]
        {
            self.slots.note_freed(layout, slot);
            // SAFETY: nobody uses the slot.
            unsafe { debug::poison(layout, slot) };
        }
        #[cfg(not(debug_assertions))]
        let _ = layout;
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

    /// Takes a slot from the free list.
    #[inline(always)]
    fn unlist(&self) -> Option<NonNull<u8>> {
        let slot = self.slots.pop()?;
        self.taken.set(self.taken.get() + 1);
        Some(slot)
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

    /// Gives the slot at hand to the free list, and leaves its page.
    #[inline]
    fn cool(&self) {
        if let Some(slot) = self.hot.take() {
            // SAFETY: `release` was given the slot, by a caller that kept its promise.
            unsafe { self.list(slot) };
        }
        self.hot.leave();
    }

    #[inline]
    fn shrink(&self) {
        self.cool();
        if self.taken.get() == 0 {
            self.slots.release_all();
        } else {
            self.slots.shrink();
        }
    }

    /// Gives back what came from [`RawPool::acquire_nothing`].
    #[inline(always)]
    pub(crate) fn release_nothing(&self) {
        self.taken.set(self.taken.get() - 1);
    }
}

impl Drop for RawPool {
    #[inline]
    fn drop(&mut self) {
        if self.home.get() != Home::empty() {
            // SAFETY: by the invariant. The global allocator was given the layout of a `Home`, as a
            // `Box` does; whoever uses a slot borrows the pool.
            drop(unsafe { Box::from_raw(self.home.get().as_ptr()) });
        }
    }
}
