//! Slots of one type for many threads.

mod guard;
mod raw;
mod shard;

use core::alloc::Layout;
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use core::ptr::NonNull;
use std_alloc::sync::Arc;

use super::slots::SlotLayout;
use super::{InsertError, PoolError};
pub use guard::{OwnedSyncPoolBox, SyncPoolBox};
use raw::RawSyncPool;

/// A [`Pool`](super::Pool) shared by threads.
///
/// ```
/// use layout_core::alloc::SyncPool;
///
/// static NUMBERS: SyncPool<u64> = SyncPool::new();
///
/// let number = NUMBERS.insert(1);
/// std::thread::spawn(move || drop(number)).join().unwrap(); // freed by another thread
/// assert!(NUMBERS.is_empty());
/// ```
///
/// # How it works
///
/// Each thread has its own part of the pool, a shard: a free list, and the pages that the thread took memory for. It
/// inserts into its own pages. Slots that it frees there return to its own list, with plain loads and stores: no lock,
/// no atomic read-modify-write, and no memory that another thread writes.
///
/// A value on another thread's page goes back to that thread's shard, through a lock-free list. The owner takes over
/// that list as a whole when its own is empty. When a thread ends, the next new thread inherits its shard. A thread
/// that needs memory first looks for free slots in the shards of ended threads.
///
/// # Costs
///
/// Same as a [`Pool`](super::Pool), plus finding the thread's shard. Removing another thread's value costs one
/// compare-and-exchange and one addition, on a line that the owner does not write meanwhile. While a thread lives, only
/// it uses the slots that it freed in its own pages. A pool therefore holds as much memory as the sum of each thread's
/// maximum. A pool takes half a kilobyte, and 384 bytes for each thread that uses it.
///
/// A zero-sized value takes a slot of a pointer's size. `SLOT_ALIGN` works as in a [`Pool`](super::Pool). With
/// [`CACHE_LINE`](crate::CACHE_LINE), values of different threads never share a line, no matter where they were freed.
///
/// # Order
///
/// Removing a value *happens before* the next use of its slot, so the thread that uses the slot next sees everything
/// that was done to it. [`len`](SyncPool::len) and [`capacity`](SyncPool::capacity) order nothing.
///
/// # Progress
///
/// Inserting into a free slot of the thread's own list, and removing a value on the thread's own page, are wait-free.
/// Removing another thread's value is lock-free. When memory is taken from the global allocator, progress depends on
/// that allocator.
#[doc(alias = "Slab")]
pub struct SyncPool<T, const SLOT_ALIGN: usize = 1> {
    raw: RawSyncPool,
    // As in `Pool`: invariant, and no `T` is owned or dropped.
    values: PhantomData<Cell<*mut T>>,
}

// SAFETY: as for a `Pool`; the guards borrow the pool or keep it alive.
unsafe impl<T: Send, const SLOT_ALIGN: usize> Send for SyncPool<T, SLOT_ALIGN> {}
// SAFETY: through a shared pool a thread puts values in, for itself. Nobody else sees them, but who is
// given the guard, for which `T: Send` is asked again. The raw pool is made for threads.
unsafe impl<T: Send, const SLOT_ALIGN: usize> Sync for SyncPool<T, SLOT_ALIGN> {}

impl<T> SyncPool<T> {
    /// Creates a pool without allocating.
    #[inline]
    pub const fn new() -> Self {
        Self::aligned()
    }

    /// Creates a pool with memory for `capacity` values of this thread: see [`reserve`](SyncPool::reserve).
    ///
    /// # Panics
    ///
    /// Panics if there is no memory for `capacity` values.
    #[track_caller]
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        let pool = Self::new();
        pool.reserve(capacity);
        pool
    }

    /// Like [`with_capacity`](SyncPool::with_capacity), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory for `capacity` values.
    #[inline]
    pub fn try_with_capacity(capacity: usize) -> Result<Self, PoolError> {
        let pool = Self::new();
        pool.try_reserve(capacity)?;
        Ok(pool)
    }
}

impl<T, const SLOT_ALIGN: usize> SyncPool<T, SLOT_ALIGN> {
    const SLOT: SlotLayout = {
        assert!(
            SLOT_ALIGN.is_power_of_two() && SLOT_ALIGN <= 1 << 29,
            "SLOT_ALIGN is not a power of two up to 2^29"
        );
        SlotLayout::owned(Layout::new::<T>(), SLOT_ALIGN)
    };

    /// Creates a pool with slots aligned to `SLOT_ALIGN` bytes, without allocating.
    ///
    /// A `SLOT_ALIGN` that is not a power of two up to 2^29 does not compile.
    #[inline]
    pub const fn aligned() -> Self {
        Self { raw: RawSyncPool::new(), values: PhantomData }
    }

    /// Moves a value into a slot.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline(always)]
    #[track_caller]
    pub fn insert(&self, value: T) -> SyncPoolBox<'_, T, SLOT_ALIGN> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => unsafe { SyncPoolBox::fill(slot, value) },
            Err(error) => error.handle(),
        }
    }

    /// Calls `make` and places its value in a slot, without moving it if the compiler can avoid that.
    ///
    /// `make` may use the pool. If it panics, the slot is given back.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory, before it calls `make`.
    #[inline(always)]
    #[track_caller]
    pub fn insert_with(&self, make: impl FnOnce() -> T) -> SyncPoolBox<'_, T, SLOT_ALIGN> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => unsafe { SyncPoolBox::fill_with(slot, make) },
            Err(error) => error.handle(),
        }
    }

    /// Moves a value into a slot, or returns it in the error.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline(always)]
    pub fn try_insert(&self, value: T) -> Result<SyncPoolBox<'_, T, SLOT_ALIGN>, InsertError<T>> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => Ok(unsafe { SyncPoolBox::fill(slot, value) }),
            Err(error) => Err(InsertError::new(value, error)),
        }
    }

    /// Like [`insert_with`](SyncPool::insert_with), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; `make` is then not called.
    ///
    /// ```
    /// # use layout_core::alloc::SyncPool;
    /// let pool = SyncPool::new();
    /// let zeros = pool.try_insert_with(|| [0_u8; 1000])?;
    /// assert_eq!(zeros.len(), 1000);
    /// # Ok::<(), layout_core::alloc::PoolError>(())
    /// ```
    #[inline(always)]
    pub fn try_insert_with(
        &self,
        make: impl FnOnce() -> T,
    ) -> Result<SyncPoolBox<'_, T, SLOT_ALIGN>, PoolError> {
        let slot = self.acquire()?;
        // SAFETY: the slot is ours.
        Ok(unsafe { SyncPoolBox::fill_with(slot, make) })
    }

    /// Moves a value into a slot of a shared pool. The guard keeps the pool alive.
    ///
    /// Costs two more atomic operations than [`insert`](SyncPool::insert), on the count of the `Arc`,
    /// which all threads share.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use layout_core::alloc::SyncPool;
    ///
    /// let pool = Arc::new(SyncPool::new());
    /// let value = pool.insert_owned(String::from("outlives the last handle to its pool"));
    /// drop(pool);
    /// assert!(value.starts_with("outlives"));
    /// ```
    #[track_caller]
    #[inline]
    pub fn insert_owned(self: &Arc<Self>, value: T) -> OwnedSyncPoolBox<T, SLOT_ALIGN> {
        let guard = self.insert(value);
        OwnedSyncPoolBox::new(guard, Arc::clone(self))
    }

    /// Like [`insert_owned`](SyncPool::insert_owned), but returns the value in the error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_insert_owned(
        self: &Arc<Self>,
        value: T,
    ) -> Result<OwnedSyncPoolBox<T, SLOT_ALIGN>, InsertError<T>> {
        Ok(OwnedSyncPoolBox::new(self.try_insert(value)?, Arc::clone(self)))
    }

    /// Reserves memory for `additional` values of this thread.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.handle();
        }
    }

    /// Like [`reserve`](SyncPool::reserve), but returns an error if there is no memory.
    ///
    /// Visits up to `additional` free slots.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_reserve(&self, additional: usize) -> Result<(), PoolError> {
        self.raw.reserve(&Self::SLOT, additional)
    }

    /// Gives memory without values back to the global allocator.
    ///
    /// Takes time proportional to the number of free slots, unless the pool is empty. It borrows the pool mutably, so
    /// any remaining values were forgotten or leaked; they stay.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.raw.shrink(&Self::SLOT);
    }

    /// Returns the number of values, including forgotten and leaked ones. An estimate while other threads insert and
    /// remove.
    ///
    /// Visits the shards of all threads.
    #[inline]
    pub fn len(&self) -> usize {
        self.raw.live()
    }

    /// Returns whether [`len`](SyncPool::len) is 0.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of values that fit without more memory.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.raw.capacity()
    }

    #[inline(always)]
    fn acquire(&self) -> Result<NonNull<T>, PoolError> {
        self.raw.acquire(&Self::SLOT).map(NonNull::cast)
    }
}

impl<T, const SLOT_ALIGN: usize> Default for SyncPool<T, SLOT_ALIGN> {
    #[inline]
    fn default() -> Self {
        Self::aligned()
    }
}

impl<T, const SLOT_ALIGN: usize> fmt::Debug for SyncPool<T, SLOT_ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncPool")
            .field("len", &self.len())
            .field("capacity", &self.capacity())
            .finish_non_exhaustive()
    }
}
