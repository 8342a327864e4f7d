//! Slots of one type: stable addresses, owning guards, a free list inside the free slots.

mod guard;
pub(crate) mod raw;

use core::alloc::Layout;
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use core::mem;
use core::ptr::NonNull;
use std_alloc::rc::Rc;

use super::slots::SlotLayout;
use super::{InsertError, PoolError};
pub use guard::{OwnedPoolBox, PoolBox};
use raw::RawPool;

/// A heap pool of values of one type, used by one thread at a time.
///
/// [`insert`](Pool::insert) moves a value into a slot and returns a [`PoolBox`], which owns it as a `Box` does. Slots
/// lie next to each other in pages. A recently freed slot is used first, because its memory is most likely in the
/// cache.
///
/// # Costs
///
/// Inserting and removing take a few instructions each. Nothing is searched, because the free slots themselves form a
/// list.
///
/// - A slot takes as many bytes as its value, but at least as many as a pointer. Zero-sized values take no memory.
/// - A page of 4096 bytes starts with two pointers. A value of more than 8192 bytes has its own two.
/// - Memory is taken from the global allocator in segments that double up to 1 MiB. It goes back when the pool is
///   dropped, or by [`shrink_to_fit`](Pool::shrink_to_fit). Values never move.
///
/// # One line for each slot
///
/// `SLOT_ALIGN` is the minimum alignment of a slot, and a slot's size is a multiple of it. With
/// [`CACHE_LINE`](crate::CACHE_LINE) no two values share a cache line, so writing one does not slow down a thread that
/// reads its neighbor:
///
/// ```
/// use layout_core::CACHE_LINE;
/// use layout_core::alloc::Pool;
///
/// let counters = Pool::<u64, CACHE_LINE>::aligned();
/// let (one, two) = (counters.insert(1), counters.insert(2));
/// let apart = std::ptr::from_ref(&*one).addr().abs_diff(std::ptr::from_ref(&*two).addr());
/// assert_eq!(apart, CACHE_LINE);
/// ```
///
/// # Trees and graphs
///
/// A value may own guards of its own pool:
///
/// ```
/// use layout_core::alloc::{Pool, PoolBox};
///
/// struct Node<'p> {
///     children: Vec<PoolBox<'p, Node<'p>>>,
/// }
///
/// let pool = Pool::new();
/// let leaf = pool.insert(Node { children: Vec::new() });
/// let root = pool.insert(Node { children: vec![leaf] });
/// assert_eq!(root.children.len(), 1);
/// assert_eq!(pool.len(), 2);
/// drop(root);
/// assert_eq!(pool.len(), 0);
/// ```
///
/// Use a [`HandlePool`](super::HandlePool) for values that refer to each other in cycles, and [`PoolBox::leak`] for
/// values that are dropped together.
pub struct Pool<T, const SLOT_ALIGN: usize = 1> {
    raw: RawPool,
    // Invariant in `T`, as guards of both types could otherwise meet in one pool. No `T` is owned: the
    // drop of a pool does not drop values, so they may borrow the pool they lie in.
    values: PhantomData<Cell<*mut T>>,
}

// SAFETY: guards borrow the pool, so that none is there while it goes to another thread; values without
// a guard are never touched again.
unsafe impl<T: Send, const SLOT_ALIGN: usize> Send for Pool<T, SLOT_ALIGN> {}

impl<T> Pool<T> {
    /// Creates a pool without allocating.
    #[inline]
    pub const fn new() -> Self {
        Self::aligned()
    }

    /// Creates a pool with memory for `capacity` values.
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

    /// Like [`with_capacity`](Pool::with_capacity), but returns an error if there is no memory.
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

impl<T, const SLOT_ALIGN: usize> Pool<T, SLOT_ALIGN> {
    const SLOT: SlotLayout = {
        assert!(
            SLOT_ALIGN.is_power_of_two() && SLOT_ALIGN <= 1 << 29,
            "SLOT_ALIGN is not a power of two up to 2^29"
        );
        SlotLayout::owned(Layout::new::<T>(), SLOT_ALIGN)
    };

    /// Creates a pool with slots aligned to `SLOT_ALIGN` bytes, without allocating.
    ///
    /// A `SLOT_ALIGN` that is not a power of two up to 2^29 does not compile:
    ///
    /// ```compile_fail
    /// use layout_core::alloc::Pool;
    ///
    /// let pool = Pool::<u8, 24>::aligned();
    /// let value = pool.insert(1);
    /// ```
    #[inline]
    pub const fn aligned() -> Self {
        Self { raw: RawPool::new(usize::MAX), values: PhantomData }
    }

    /// Limits the pool to `limit` values. If it already has room for more, it keeps that room.
    ///
    /// [`reserve`](Pool::reserve) takes the memory for all of them at once.
    ///
    /// ```
    /// use layout_core::alloc::Pool;
    ///
    /// let pool = Pool::new().with_limit(1);
    /// let first = pool.insert("first");
    /// let refused = pool.try_insert("second").unwrap_err();
    /// assert_eq!(refused.into_value(), "second");
    /// drop(first);
    /// assert!(pool.try_insert("second").is_ok());
    /// ```
    #[must_use]
    #[inline]
    pub const fn with_limit(mut self, limit: usize) -> Self {
        self.set_limit(Some(limit));
        self
    }

    /// Sets the maximum number of values. If the pool already has room for more, it keeps that room.
    #[inline]
    pub const fn set_limit(&mut self, limit: Option<usize>) {
        self.raw.set_limit(limit);
    }

    /// Returns the maximum number of values, if there is a limit.
    #[inline]
    pub const fn limit(&self) -> Option<usize> {
        self.raw.limit()
    }

    /// Moves a value into a slot.
    ///
    /// # Panics
    ///
    /// Panics if the pool is full (see [`with_limit`](Pool::with_limit)), or there is no memory.
    #[inline(always)]
    #[track_caller]
    pub fn insert(&self, value: T) -> PoolBox<'_, T, SLOT_ALIGN> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => unsafe { fill(slot, value) },
            Err(error) => error.handle(),
        }
    }

    /// Calls `make` and places its value in a slot, without moving it if the compiler can avoid that.
    ///
    /// `make` may use the pool. If it panics, the slot is given back.
    ///
    /// # Panics
    ///
    /// Panics like [`insert`](Pool::insert), before it calls `make`.
    ///
    /// ```
    /// use layout_core::alloc::Pool;
    ///
    /// let pool = Pool::new();
    /// let zeros = pool.insert_with(|| [0_u8; 100_000]);
    /// assert_eq!(zeros.len(), 100_000);
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn insert_with(&self, make: impl FnOnce() -> T) -> PoolBox<'_, T, SLOT_ALIGN> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => unsafe { fill_with(slot, make) },
            Err(error) => error.handle(),
        }
    }

    /// Moves a value into a slot, or returns it in the error.
    ///
    /// # Errors
    ///
    /// Fails if the pool is full (see [`with_limit`](Pool::with_limit)), or there is no memory.
    #[inline(always)]
    pub fn try_insert(&self, value: T) -> Result<PoolBox<'_, T, SLOT_ALIGN>, InsertError<T>> {
        match self.acquire() {
            // SAFETY: the slot is ours.
            Ok(slot) => Ok(unsafe { fill(slot, value) }),
            Err(error) => Err(InsertError::new(value, error)),
        }
    }

    /// Like [`insert_with`](Pool::insert_with), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails like [`try_insert`](Pool::try_insert); `make` is then not called.
    #[inline(always)]
    pub fn try_insert_with(
        &self,
        make: impl FnOnce() -> T,
    ) -> Result<PoolBox<'_, T, SLOT_ALIGN>, PoolError> {
        let slot = self.acquire()?;
        // SAFETY: the slot is ours.
        Ok(unsafe { fill_with(slot, make) })
    }

    /// Moves a value into a slot of a shared pool. The guard keeps the pool alive.
    ///
    /// # Panics
    ///
    /// Panics like [`insert`](Pool::insert).
    ///
    /// ```
    /// use std::rc::Rc;
    /// use layout_core::alloc::Pool;
    ///
    /// let pool = Rc::new(Pool::new());
    /// let value = pool.insert_owned(String::from("outlives the last handle to its pool"));
    /// drop(pool);
    /// assert!(value.starts_with("outlives"));
    /// ```
    #[track_caller]
    #[inline]
    pub fn insert_owned(self: &Rc<Self>, value: T) -> OwnedPoolBox<T, SLOT_ALIGN> {
        OwnedPoolBox::new(self.insert(value), Rc::clone(self))
    }

    /// Like [`insert_owned`](Pool::insert_owned), but returns the value in the error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails like [`try_insert`](Pool::try_insert).
    #[inline]
    pub fn try_insert_owned(
        self: &Rc<Self>,
        value: T,
    ) -> Result<OwnedPoolBox<T, SLOT_ALIGN>, InsertError<T>> {
        Ok(OwnedPoolBox::new(self.try_insert(value)?, Rc::clone(self)))
    }

    /// Reserves memory for `additional` values in one step.
    ///
    /// # Panics
    ///
    /// Panics if this exceeds the [limit](Pool::with_limit), or there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.handle();
        }
    }

    /// Like [`reserve`](Pool::reserve), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if this exceeds the [limit](Pool::with_limit), or there is no memory.
    #[inline]
    pub fn try_reserve(&self, additional: usize) -> Result<(), PoolError> {
        if size_of::<T>() == 0 {
            let free = self.raw.most().saturating_sub(self.raw.live());
            return if additional <= free {
                Ok(())
            } else {
                Err(PoolError::Full { limit: self.raw.most() })
            };
        }
        self.raw.reserve(&Self::SLOT, additional)
    }

    /// Gives each segment without values back to the global allocator.
    ///
    /// Takes time proportional to the number of free slots, unless the pool is empty. Values never move.
    ///
    /// ```
    /// use layout_core::alloc::Pool;
    ///
    /// let pool = Pool::with_capacity(1000);
    /// let kept = pool.insert(1_u64);
    /// pool.reserve(10_000);
    /// pool.shrink_to_fit();
    /// assert!(pool.capacity() < 10_000);
    /// assert_eq!(*kept, 1);
    /// ```
    #[inline]
    pub fn shrink_to_fit(&self) {
        self.raw.shrink();
    }

    /// Returns the number of values, including forgotten and leaked ones.
    #[inline]
    pub fn len(&self) -> usize {
        self.raw.live()
    }

    /// Returns whether the pool holds no values.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of values that fit without more memory. A pool of zero-sized values has room for as many
    /// as it may hold.
    #[inline]
    pub fn capacity(&self) -> usize {
        if size_of::<T>() == 0 { self.raw.most() } else { self.raw.capacity() }
    }

    #[inline(always)]
    fn acquire(&self) -> Result<NonNull<T>, PoolError> {
        if size_of::<T>() == 0 {
            return self.raw.acquire_nothing().map(NonNull::cast);
        }
        self.raw.acquire(&Self::SLOT).map(NonNull::cast)
    }

    /// In debug builds, panics if `value` is not the address of a value in this pool.
    #[inline]
    fn check_taken(&self, value: NonNull<T>) {
        #[cfg(debug_assertions)]
        self.raw.check_taken(&Self::SLOT, value.cast());
        let _ = value;
    }
}

/// Puts a value into a slot.
///
/// # Safety
///
/// `slot` came from `acquire` of a pool that is borrowed for `'p`, and belongs to the caller.
#[inline(always)]
unsafe fn fill<'p, T, const SLOT_ALIGN: usize>(
    slot: NonNull<T>,
    value: T,
) -> PoolBox<'p, T, SLOT_ALIGN> {
    if size_of::<T>() == 0 {
        mem::forget(value);
    } else {
        // SAFETY: the slot has the size and the alignment of a `T`, by `Pool::SLOT`, and no value.
        unsafe { slot.write(value) };
    }
    // SAFETY: by the caller.
    unsafe { PoolBox::from_slot(slot) }
}

/// Makes a value in a slot.
///
/// # Safety
///
/// As [`fill`].
#[inline(always)]
unsafe fn fill_with<'p, T, const SLOT_ALIGN: usize>(
    slot: NonNull<T>,
    make: impl FnOnce() -> T,
) -> PoolBox<'p, T, SLOT_ALIGN> {
    let reserved = guard::Release::<T, SLOT_ALIGN>(slot);
    let value = make();
    mem::forget(reserved);
    // SAFETY: by the caller.
    unsafe { fill(slot, value) }
}

impl<T, const SLOT_ALIGN: usize> Default for Pool<T, SLOT_ALIGN> {
    #[inline]
    fn default() -> Self {
        Self::aligned()
    }
}

impl<T, const SLOT_ALIGN: usize> fmt::Debug for Pool<T, SLOT_ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("len", &self.len())
            .field("capacity", &self.capacity())
            .finish_non_exhaustive()
    }
}
