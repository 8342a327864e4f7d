//! Slots of one type for many threads, in a static.

mod free_slots;

use core::cell::UnsafeCell;
use core::fmt;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

use super::{InsertError, PoolError};
use crate::forwarding::impl_forwarding;
use free_slots::FreeSlots;

/// `N` slots for values of one type, shared by threads, without a heap. It can be a `static`.
///
/// ```
/// use layout_core::alloc::FixedSyncPool;
///
/// static BUFFERS: FixedSyncPool<[u8; 1500], 8> = FixedSyncPool::new();
///
/// let mut buffer = BUFFERS.insert_with(|| [0; 1500]);
/// buffer[0] = 1;
/// assert_eq!(BUFFERS.len(), 1);
/// drop(buffer);
/// assert!(BUFFERS.is_empty());
/// ```
///
/// # Costs
///
/// On targets with 64-bit atomics, inserting is one atomic exchange. A slot takes 8 bytes in addition to its value,
/// and a stack of free slots takes 128. To keep values on separate cache lines, align their type.
///
/// - With the feature `std`, there are 40 stacks, each on its own cache lines. 32 threads have a stack each, and
///   free a slot with a plain store. The other threads share 8 stacks. Threads only meet when a stack is empty.
/// - Without `std`, there is one stack, and removing is an exchange too.
///
/// On other targets a slot takes one byte in addition to its value, and the pool 4 bytes. Inserting is an atomic
/// exchange of that byte, and removing is a plain store. The search starts at the slot that was given back last and
/// continues with those after it, so inserting into an almost full pool looks at many slots.
///
/// # Targets
///
/// | the target has | for example | form |
/// | --- | --- | --- |
/// | 64-bit atomics | `x86_64-*`, `i686-*`, `aarch64-*`, `armv7-*`, `riscv64gc-*`, `wasm32-*` | stacks of free slots |
/// | atomics of 8 to 32 bits | `thumbv7m-*`, `thumbv7em-*`, `thumbv8m.main-*`, `riscv32imac-*`, `powerpc-*`, `mips-*` | a flag for each slot |
/// | loads and stores only | `thumbv6m-*`, `riscv32i-*`, `riscv32imc-*`, `avr-*`, `msp430-*` | none: `new` fails to compile, and the error says why |
///
/// Neither form suffers from the ABA problem in practice. Each stack has a version number, which repeats only after
/// 2^40 changes. A flag is set by an exchange that does not depend on an earlier read.
///
/// # Full
///
/// One thread may take all `N` slots: none are kept for others. A value is refused only if the call saw each slot
/// taken, or each stack empty.
///
/// # Order and progress
///
/// Removing a value *happens before* the next use of its slot, so the thread that uses the slot next sees everything
/// that was done to it. All operations are lock-free.
pub struct FixedSyncPool<T, const N: usize> {
    free: FreeSlots<N>,
    slots: [UnsafeCell<MaybeUninit<T>>; N],
}

// SAFETY: a slot is used by the one guard that has its index; an index is given to one thread
// only, after all that was done by those who had it before.
unsafe impl<T: Send, const N: usize> Sync for FixedSyncPool<T, N> {}

impl<T, const N: usize> FixedSyncPool<T, N> {
    /// Creates a pool of `N` free slots. An `N` of 2^24 or more does not compile.
    #[inline]
    pub const fn new() -> Self {
        Self {
            free: FreeSlots::new(),
            slots: [const { UnsafeCell::new(MaybeUninit::uninit()) }; N],
        }
    }

    /// Moves a value into a slot, or returns it in the error.
    ///
    /// # Errors
    ///
    /// Fails if all slots are taken.
    ///
    /// ```
    /// # use layout_core::alloc::FixedSyncPool;
    /// let pool = FixedSyncPool::<u8, 1>::new();
    /// let first = pool.try_insert(1).unwrap();
    /// assert_eq!(pool.try_insert(2).unwrap_err().into_value(), 2);
    /// drop(first);
    /// assert_eq!(*pool.try_insert(2).unwrap(), 2);
    /// ```
    #[inline(always)]
    pub fn try_insert(&self, value: T) -> Result<FixedSyncPoolBox<'_, T, N>, InsertError<T>> {
        match self.acquire() {
            Ok(slot) => Ok(slot.fill(value)),
            Err(error) => Err(InsertError::new(value, error)),
        }
    }

    /// Calls `make` and places its value in a slot.
    ///
    /// `make` may use the pool. If it panics, the slot is given back.
    ///
    /// # Errors
    ///
    /// Fails if all slots are taken; `make` is then not called.
    #[inline(always)]
    pub fn try_insert_with(
        &self,
        make: impl FnOnce() -> T,
    ) -> Result<FixedSyncPoolBox<'_, T, N>, PoolError> {
        let slot = self.acquire()?;
        Ok(slot.fill(make()))
    }

    /// Moves a value into a slot.
    ///
    /// # Panics
    ///
    /// Panics if all slots are taken.
    #[inline(always)]
    #[track_caller]
    pub fn insert(&self, value: T) -> FixedSyncPoolBox<'_, T, N> {
        match self.acquire() {
            Ok(slot) => slot.fill(value),
            Err(error) => error.handle(),
        }
    }

    /// Like [`try_insert_with`](FixedSyncPool::try_insert_with), but panics if the pool is full.
    ///
    /// # Panics
    ///
    /// Panics if all slots are taken.
    #[inline(always)]
    #[track_caller]
    pub fn insert_with(&self, make: impl FnOnce() -> T) -> FixedSyncPoolBox<'_, T, N> {
        match self.acquire() {
            Ok(slot) => slot.fill(make()),
            Err(error) => error.handle(),
        }
    }

    /// Returns the number of values, including forgotten ones. Exact while no other thread inserts or removes.
    #[inline]
    pub fn len(&self) -> usize {
        self.free.taken()
    }

    /// Returns whether [`len`](FixedSyncPool::len) is 0.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of slots, which is `N`.
    #[inline]
    pub const fn capacity(&self) -> usize {
        N
    }

    /// Takes a slot.
    #[inline(always)]
    fn acquire(&self) -> Result<Vacant<'_, T, N>, PoolError> {
        let index = self.free.take().ok_or(PoolError::Full { limit: N })?;
        Ok(Vacant { pool: self, index })
    }

    /// Where the slot with an index is.
    ///
    /// # Safety
    ///
    /// `FreeSlots` gave the index.
    #[inline(always)]
    unsafe fn place(&self, index: u32) -> NonNull<T> {
        // SAFETY: `FreeSlots` gives indices below `N` only.
        NonNull::from(unsafe { self.slots.get_unchecked(index as usize) }).cast()
    }
}

/// A slot without a value, that is given back when this is dropped.
struct Vacant<'p, T, const N: usize> {
    pool: &'p FixedSyncPool<T, N>,
    /// A slot that nobody else has.
    index: u32,
}

impl<'p, T, const N: usize> Vacant<'p, T, N> {
    #[inline(always)]
    fn fill(self, value: T) -> FixedSyncPoolBox<'p, T, N> {
        let (pool, index) = (self.pool, self.index);
        mem::forget(self);
        // SAFETY: the index is from `FreeSlots`; the slot is ours, and has no value.
        unsafe { pool.place(index).write(value) };
        FixedSyncPoolBox { pool, index }
    }
}

impl<T, const N: usize> Drop for Vacant<'_, T, N> {
    #[inline(always)]
    fn drop(&mut self) {
        self.pool.free.give(self.index);
    }
}

impl<T, const N: usize> Default for FixedSyncPool<T, N> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, const N: usize> fmt::Debug for FixedSyncPool<T, N> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedSyncPool")
            .field("len", &self.len())
            .field("capacity", &N)
            .finish_non_exhaustive()
    }
}

/// A guard that owns a value in a [`FixedSyncPool`]. It may be sent to another thread and dropped there.
///
/// A guard that you forget keeps its slot taken forever, and its value is not dropped.
pub struct FixedSyncPoolBox<'p, T, const N: usize> {
    pool: &'p FixedSyncPool<T, N>,
    /// A slot with a value, which are both ours.
    index: u32,
}

// SAFETY: the guard owns its value, as a `Box` does; the pool takes slots back from any thread.
unsafe impl<T: Send, const N: usize> Send for FixedSyncPoolBox<'_, T, N> {}
// SAFETY: a shared reference to the guard gives out nothing but `&T`.
unsafe impl<T: Sync, const N: usize> Sync for FixedSyncPoolBox<'_, T, N> {}

impl<T, const N: usize> FixedSyncPoolBox<'_, T, N> {
    /// Moves the value out and frees the slot.
    #[inline]
    pub fn into_inner(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // Gives the slot back after the value was read.
        let vacant = Vacant { pool: guard.pool, index: guard.index };
        // SAFETY: the guard owns the value; it is not dropped, so that the value is moved once.
        unsafe { vacant.pool.place(vacant.index).read() }
    }
}

impl<T, const N: usize> Drop for FixedSyncPoolBox<'_, T, N> {
    #[inline]
    fn drop(&mut self) {
        let vacant = Vacant { pool: self.pool, index: self.index };
        // SAFETY: the value is the guard's own, and the guard is used no more.
        unsafe { vacant.pool.place(vacant.index).drop_in_place() };
    }
}

impl<T, const N: usize> Deref for FixedSyncPoolBox<'_, T, N> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the guard owns a value there.
        unsafe { self.pool.place(self.index).as_ref() }
    }
}

impl<T, const N: usize> DerefMut for FixedSyncPoolBox<'_, T, N> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard owns a value there, and is borrowed mutably.
        unsafe { self.pool.place(self.index).as_mut() }
    }
}

impl_forwarding!([const N: usize] FixedSyncPoolBox<'_, T, N>);
