//! The owners of values in a pool for threads.

use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use std_alloc::sync::Arc;

use super::SyncPool;
use super::raw::RawSyncPool;
use crate::forwarding::impl_forwarding;

/// A guard that owns a value in a [`SyncPool`], as a `Box` owns a value on the heap. It is as large as a pointer.
///
/// It may be sent to another thread and dropped there. If you forget a guard ([`core::mem::forget`]), its slot stays
/// taken until the pool is dropped, and its value is never dropped. A guard therefore cannot be pinned: see
/// [`PoolBox`](crate::alloc::PoolBox).
pub struct SyncPoolBox<'p, T, const SLOT_ALIGN: usize = 1> {
    /// A slot of the pool with a value in it that is ours.
    slot: NonNull<T>,
    pool: PhantomData<(&'p (), T)>,
}

// SAFETY: the guard owns its value, as a `Box` does; the pool takes slots back from any thread.
unsafe impl<T: Send, const SLOT_ALIGN: usize> Send for SyncPoolBox<'_, T, SLOT_ALIGN> {}
// SAFETY: a shared reference to the guard gives out nothing but `&T`.
unsafe impl<T: Sync, const SLOT_ALIGN: usize> Sync for SyncPoolBox<'_, T, SLOT_ALIGN> {}

impl<'p, T, const SLOT_ALIGN: usize> SyncPoolBox<'p, T, SLOT_ALIGN> {
    /// Puts a value into a slot.
    ///
    /// # Safety
    ///
    /// `slot` came from `acquire` of a pool that is borrowed for `'p`, and belongs to the caller.
    #[inline(always)]
    pub(super) unsafe fn fill(slot: NonNull<T>, value: T) -> Self {
        // SAFETY: the slot has the size and the alignment of a `T`, by `SyncPool::SLOT`, and no value.
        unsafe { slot.write(value) };
        Self { slot, pool: PhantomData }
    }

    /// Makes a value in a slot.
    ///
    /// # Safety
    ///
    /// As [`fill`](SyncPoolBox::fill).
    #[inline(always)]
    pub(super) unsafe fn fill_with(slot: NonNull<T>, make: impl FnOnce() -> T) -> Self {
        let reserved = Release::<T, SLOT_ALIGN>(slot);
        let value = make();
        mem::forget(reserved);
        // SAFETY: by the caller.
        unsafe { Self::fill(slot, value) }
    }

    /// Moves the value out and frees the slot.
    #[inline]
    pub fn into_inner(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // Gives the slot back after the value was read.
        let _release = Release::<T, SLOT_ALIGN>(guard.slot);
        // SAFETY: the guard owns the value; it is not dropped, so that the value is moved once.
        unsafe { guard.slot.read() }
    }

    /// Returns a reference that lasts as long as the pool is borrowed. The value is never dropped, and its memory is
    /// freed with the pool. See [`PoolBox::leak`](crate::alloc::PoolBox::leak).
    #[inline]
    pub fn leak(guard: Self) -> &'p mut T {
        // SAFETY: the value is the guard's own, and stays for `'p`, as the slot is not given back.
        unsafe { ManuallyDrop::new(guard).slot.as_mut() }
    }
}

/// Gives a slot without a value back when it is dropped.
struct Release<T, const SLOT_ALIGN: usize>(NonNull<T>);

impl<T, const SLOT_ALIGN: usize> Drop for Release<T, SLOT_ALIGN> {
    #[inline(always)]
    fn drop(&mut self) {
        let layout = &SyncPool::<T, SLOT_ALIGN>::SLOT;
        // SAFETY: it is made where a guard is dropped, or before one is made; so the slot is ours, and
        // the pool is there.
        unsafe { RawSyncPool::release(layout, self.0.cast()) };
    }
}

impl<T, const SLOT_ALIGN: usize> Drop for SyncPoolBox<'_, T, SLOT_ALIGN> {
    #[inline]
    fn drop(&mut self) {
        let _release = Release::<T, SLOT_ALIGN>(self.slot);
        // SAFETY: the value is the guard's own, and the guard is used no more. No list is touched before
        // the value is gone, so that its drop may use the pool.
        unsafe { ptr::drop_in_place(self.slot.as_ptr()) };
    }
}

impl<T, const SLOT_ALIGN: usize> Deref for SyncPoolBox<'_, T, SLOT_ALIGN> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the guard owns a value there.
        unsafe { self.slot.as_ref() }
    }
}

impl<T, const SLOT_ALIGN: usize> DerefMut for SyncPoolBox<'_, T, SLOT_ALIGN> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard owns a value there, and is borrowed mutably.
        unsafe { self.slot.as_mut() }
    }
}

impl_forwarding!([const SLOT_ALIGN: usize] SyncPoolBox<'_, T, SLOT_ALIGN>);

/// A guard that owns a value in a shared [`SyncPool`] and keeps the pool alive. Created by [`SyncPool::insert_owned`].
pub struct OwnedSyncPoolBox<T, const SLOT_ALIGN: usize = 1> {
    /// A slot of the pool with a value in it that is ours.
    slot: NonNull<T>,
    pool: Arc<SyncPool<T, SLOT_ALIGN>>,
}

// SAFETY: as for `SyncPoolBox`; an `Arc` of a pool may be sent if `T` may.
unsafe impl<T: Send, const SLOT_ALIGN: usize> Send for OwnedSyncPoolBox<T, SLOT_ALIGN> {}
// SAFETY: as for `SyncPoolBox`; a shared reference does not give out the pool.
unsafe impl<T: Sync, const SLOT_ALIGN: usize> Sync for OwnedSyncPoolBox<T, SLOT_ALIGN> {}

impl<T, const SLOT_ALIGN: usize> OwnedSyncPoolBox<T, SLOT_ALIGN> {
    /// The guard must be of this pool.
    #[inline]
    pub(super) fn new(
        guard: SyncPoolBox<'_, T, SLOT_ALIGN>,
        pool: Arc<SyncPool<T, SLOT_ALIGN>>,
    ) -> Self {
        Self { slot: ManuallyDrop::new(guard).slot, pool }
    }

    /// Moves the value out and frees the slot.
    #[inline]
    pub fn into_inner(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the guard is not dropped, so that its `Arc` is moved once.
        let _pool = unsafe { ptr::read(&raw const guard.pool) };
        // Dropped before the pool, in the reverse order.
        let _release = Release::<T, SLOT_ALIGN>(guard.slot);
        // SAFETY: the guard owns the value; it is not dropped, so that the value is moved once.
        unsafe { guard.slot.read() }
    }
}

impl<T, const SLOT_ALIGN: usize> Drop for OwnedSyncPoolBox<T, SLOT_ALIGN> {
    #[inline]
    fn drop(&mut self) {
        // The field `pool` is dropped after this, so the pool is there.
        let _release = Release::<T, SLOT_ALIGN>(self.slot);
        // SAFETY: as of `SyncPoolBox`.
        unsafe { ptr::drop_in_place(self.slot.as_ptr()) };
    }
}

impl<T, const SLOT_ALIGN: usize> Deref for OwnedSyncPoolBox<T, SLOT_ALIGN> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the guard owns a value there.
        unsafe { self.slot.as_ref() }
    }
}

impl<T, const SLOT_ALIGN: usize> DerefMut for OwnedSyncPoolBox<T, SLOT_ALIGN> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard owns a value there, and is borrowed mutably.
        unsafe { self.slot.as_mut() }
    }
}

impl_forwarding!([const SLOT_ALIGN: usize] OwnedSyncPoolBox<T, SLOT_ALIGN>);
