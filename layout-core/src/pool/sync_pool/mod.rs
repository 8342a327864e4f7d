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

/// Slots for values of one type, on the heap, for any number of threads: what a
/// [`Pool`](super::Pool) is for one.
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
/// Each thread has a shard of the pool: a free list, and pages that it took memory for. It inserts into
/// its own pages, and what it removes from them goes back to its own list, with plain loads and stores:
/// no lock, no atomic read-modify-write, no memory that another thread writes.
///
/// A value of another thread's page is given back to that thread's shard, onto a lock-free list of its
/// own, which its thread takes over as a whole when it runs out. When a thread ends, its shard goes to
/// the next thread that begins; and a thread that needs memory first looks for free slots in the shards
/// of threads that ended.
///
/// # Costs
///
/// As a `Pool`'s, and finding the thread's shard. Removing another thread's value costs one
/// compare-and-exchange and one addition on a line which that thread does not write meanwhile. Slots
/// that a living thread has freed in its own pages are used by that thread only: a pool holds as
/// much memory as the sum of what each thread needed at most. A pool takes half a kilobyte, and 384 bytes
/// for each thread that uses it.
///
/// A value without bytes takes a slot of a pointer's size. `SLOT_ALIGN` is as in [`Pool`](super::Pool):
/// with [`CACHE_LINE`](crate::CACHE_LINE), values of different threads never share a line, wherever they
/// were freed.
///
/// # Order
///
/// What a thread did to a value, or to its slot, before it removed it, *happens before* what the next
/// one to get the slot does. [`len`](SyncPool::len) and [`capacity`](SyncPool::capacity) order nothing.
///
/// # Progress
///
/// Inserting into a slot that the thread has at hand, and removing a value of one's own page, are
/// wait-free. Removing another thread's value is lock-free. Taking memory from the global allocator is
/// what that makes it.
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
    /// A pool without values or memory.
    #[inline]
    pub const fn new() -> Self {
        Self::aligned()
    }

    /// A pool with memory for `capacity` values of this thread: see [`reserve`](SyncPool::reserve).
    ///
    /// # Panics
    ///
    /// Panics if there is no memory for so many values.
    #[track_caller]
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        let pool = Self::new();
        pool.reserve(capacity);
        pool
    }

    /// A pool with memory for `capacity` values of this thread, if there is that much.
    ///
    /// # Errors
    ///
    /// If there is no memory for so many values.
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

    /// A pool without values or memory, with slots aligned to `SLOT_ALIGN`.
    ///
    /// It is compiled only for powers of two up to 2^29.
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

    /// Makes a value in a slot: it is not made elsewhere and moved, where the compiler can avoid that.
    ///
    /// `make` may use the pool. If it panics, the slot is given back.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory, before `make` is called.
    #[inline(always)]
    #[track_caller]
    pub fn insert_with(&self, make: impl FnOnce() -> T) -> SyncPoolBox<'_, T, SLOT_ALIGN> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => unsafe { SyncPoolBox::fill_with(slot, make) },
            Err(error) => error.handle(),
        }
    }

    /// Moves a value into a slot, or gives it back.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    #[inline(always)]
    pub fn try_insert(&self, value: T) -> Result<SyncPoolBox<'_, T, SLOT_ALIGN>, InsertError<T>> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => Ok(unsafe { SyncPoolBox::fill(slot, value) }),
            Err(error) => Err(InsertError::new(value, error)),
        }
    }

    /// As [`insert_with`](SyncPool::insert_with), without a panic.
    ///
    /// # Errors
    ///
    /// If there is no memory; then `make` is not called.
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

    /// Moves a value into a slot of a shared pool, which lives as long as the guard.
    ///
    /// Costs what [`insert`](SyncPool::insert) does and two atomic operations on the `Arc`'s count, which
    /// all threads share.
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

    /// As [`insert_owned`](SyncPool::insert_owned), or gives the value back.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    #[inline]
    pub fn try_insert_owned(
        self: &Arc<Self>,
        value: T,
    ) -> Result<OwnedSyncPoolBox<T, SLOT_ALIGN>, InsertError<T>> {
        Ok(OwnedSyncPoolBox::new(self.try_insert(value)?, Arc::clone(self)))
    }

    /// Takes memory for `additional` values more than this thread has, for this thread.
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

    /// Takes memory for `additional` values more than this thread has, for this thread.
    ///
    /// Looks at up to as many free slots.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    #[inline]
    pub fn try_reserve(&self, additional: usize) -> Result<(), PoolError> {
        self.raw.reserve(&Self::SLOT, additional)
    }

    /// Gives memory back to the global allocator: that in which there is no value.
    ///
    /// Goes through all free slots, unless there is no value. Needs the pool for itself: values that are there all the same were
    /// forgotten or leaked, and stay.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.raw.shrink(&Self::SLOT);
    }

    /// The number of values, those forgotten and leaked included. While other threads insert and
    /// remove, it is about that.
    ///
    /// Goes through the shards of all threads.
    #[inline]
    pub fn len(&self) -> usize {
        self.raw.live()
    }

    /// Whether there is no value; while other threads insert and remove, about that.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many values there is memory for.
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
