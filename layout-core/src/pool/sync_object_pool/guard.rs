//! A lent object.

use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use core::sync::atomic::Ordering;
use std_alloc::sync::Arc;

use super::SyncObjectPool;
use super::entries::Entry;
use crate::forwarding::impl_forwarding;

/// A guard that lends an object of a [`SyncObjectPool`]. Dropping it, on any thread, resets the object and gives it
/// back.
pub struct SyncPooled<'p, T, F: Fn() -> T = fn() -> T, R: Fn(&mut T) = fn(&mut T)> {
    /// An entry of the pool's with an object, which is ours until the drop.
    entry: &'p Entry<T>,
    pool: &'p SyncObjectPool<T, F, R>,
}

// SAFETY: the guard owns its object until the drop, which calls `reset` on whatever thread it is and
// perhaps the drop of the object, for which `T: Send`; the pool takes objects back from any thread if it
// is `Sync`, which asks `T: Send` and the closures to be `Sync`.
unsafe impl<T: Send, F: Fn() -> T + Sync, R: Fn(&mut T) + Sync> Send for SyncPooled<'_, T, F, R> {}
// SAFETY: a shared reference to the guard gives out nothing but `&T`.
unsafe impl<T: Sync, F: Fn() -> T, R: Fn(&mut T)> Sync for SyncPooled<'_, T, F, R> {}

impl<'p, T, F: Fn() -> T, R: Fn(&mut T)> SyncPooled<'p, T, F, R> {
    /// The entry must have an object, which is the caller's own.
    #[inline(always)]
    pub(super) fn new(entry: &'p Entry<T>, pool: &'p SyncObjectPool<T, F, R>) -> Self {
        // No read-modify-write, as nobody else counts.
        let lent = entry.lent.load(Ordering::Relaxed);
        entry.lent.store(lent.wrapping_add(1), Ordering::Relaxed);
        Self { entry, pool }
    }

    /// The same, of an object that comes from elsewhere: it is not counted as one that was lent again.
    #[inline]
    pub(super) fn attached(entry: &'p Entry<T>, pool: &'p SyncObjectPool<T, F, R>) -> Self {
        Self { entry, pool }
    }

    /// Moves the object out of the pool without resetting it. The pool creates another when it needs one.
    ///
    /// ```
    /// use layout_core::alloc::{SyncObjectPool, SyncPooled};
    ///
    /// let pool = SyncObjectPool::new(String::new, String::clear);
    /// let mut text = pool.acquire();
    /// text.push_str("kept");
    /// assert_eq!(SyncPooled::detach(text), "kept");
    /// assert_eq!(pool.statistics().live, 0);
    /// ```
    #[inline]
    pub fn detach(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { guard.pool.take_out(guard.entry) }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for SyncPooled<'_, T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { self.pool.give_back(self.entry) };
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Deref for SyncPooled<'_, T, F, R> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the object is there and ours, until the drop.
        unsafe { (*self.entry.object.get()).assume_init_ref() }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> DerefMut for SyncPooled<'_, T, F, R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and the guard is borrowed mutably.
        unsafe { (*self.entry.object.get()).assume_init_mut() }
    }
}

impl_forwarding!([F: Fn() -> T, R: Fn(&mut T)] SyncPooled<'_, T, F, R>);

/// A guard that lends an object of a shared [`SyncObjectPool`] and keeps the pool alive. Dropping it, on any thread,
/// resets the object and gives it back. Created by [`SyncObjectPool::acquire_owned`].
pub struct OwnedSyncPooled<T, F: Fn() -> T = fn() -> T, R: Fn(&mut T) = fn(&mut T)> {
    /// An entry of the pool's with an object, which is ours until the drop.
    entry: NonNull<Entry<T>>,
    pool: Arc<SyncObjectPool<T, F, R>>,
}

// SAFETY: as for `SyncPooled`; and the last guard drops the pool on whatever thread it is, for which the
// closures are `Send`.
unsafe impl<T: Send, F: Fn() -> T + Send + Sync, R: Fn(&mut T) + Send + Sync> Send
    for OwnedSyncPooled<T, F, R>
{
}
// SAFETY: a shared reference to the guard gives out nothing but `&T`.
unsafe impl<T: Sync, F: Fn() -> T, R: Fn(&mut T)> Sync for OwnedSyncPooled<T, F, R> {}

impl<T, F: Fn() -> T, R: Fn(&mut T)> OwnedSyncPooled<T, F, R> {
    /// The guard must be of this pool.
    #[inline(always)]
    pub(super) fn new(guard: SyncPooled<'_, T, F, R>, pool: Arc<SyncObjectPool<T, F, R>>) -> Self {
        Self { entry: NonNull::from(ManuallyDrop::new(guard).entry), pool }
    }

    #[inline(always)]
    fn entry(&self) -> &Entry<T> {
        // SAFETY: entries live as long as the pool, which this keeps alive.
        unsafe { self.entry.as_ref() }
    }

    /// Moves the object out of the pool without resetting it. The pool creates another when it needs one.
    #[inline]
    pub fn detach(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the guard is not dropped, so that its `Arc` is moved once.
        let pool = unsafe { ptr::read(&raw const guard.pool) };
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { pool.take_out(guard.entry()) }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for OwnedSyncPooled<T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // The field `pool` is dropped after this, so the pool is there.
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { self.pool.give_back(self.entry()) };
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Deref for OwnedSyncPooled<T, F, R> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the object is there and ours, until the drop.
        unsafe { (*self.entry().object.get()).assume_init_ref() }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> DerefMut for OwnedSyncPooled<T, F, R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and the guard is borrowed mutably.
        unsafe { (*self.entry().object.get()).assume_init_mut() }
    }
}

impl_forwarding!([F: Fn() -> T, R: Fn(&mut T)] OwnedSyncPooled<T, F, R>);
