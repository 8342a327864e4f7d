//! A lent object.

use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use std_alloc::rc::Rc;

use super::ObjectPool;
use crate::forwarding::impl_forwarding;

/// A guard that lends an object of an [`ObjectPool`]. Dropping it resets the object and gives it back.
pub struct Pooled<'p, T, F: Fn() -> T = fn() -> T, R: Fn(&mut T) = fn(&mut T)> {
    /// An object of the pool's, which is ours until the drop.
    object: NonNull<T>,
    pool: &'p ObjectPool<T, F, R>,
}

// SAFETY: a shared reference to the guard gives out nothing but `&T`; what changes the pool takes the
// guard itself, which stays on the pool's thread.
unsafe impl<T: Sync, F: Fn() -> T, R: Fn(&mut T)> Sync for Pooled<'_, T, F, R> {}

impl<'p, T, F: Fn() -> T, R: Fn(&mut T)> Pooled<'p, T, F, R> {
    #[inline(always)]
    pub(super) fn new(object: NonNull<T>, pool: &'p ObjectPool<T, F, R>) -> Self {
        Self { object, pool }
    }

    /// Moves the object out of the pool without resetting it. The pool creates another when it needs one.
    ///
    /// ```
    /// use layout_core::alloc::{ObjectPool, Pooled};
    ///
    /// let pool = ObjectPool::new(String::new, String::clear);
    /// let mut text = pool.acquire();
    /// text.push_str("kept");
    /// assert_eq!(Pooled::detach(text), "kept");
    /// assert_eq!(pool.statistics().live, 0);
    /// ```
    #[inline]
    pub fn detach(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { guard.pool.take_out(guard.object) }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for Pooled<'_, T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { self.pool.give_back(self.object) };
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Deref for Pooled<'_, T, F, R> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the object is there and ours, until the drop.
        unsafe { self.object.as_ref() }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> DerefMut for Pooled<'_, T, F, R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and the guard is borrowed mutably.
        unsafe { self.object.as_mut() }
    }
}

impl_forwarding!([F: Fn() -> T, R: Fn(&mut T)] Pooled<'_, T, F, R>);

/// A guard that lends an object of a shared [`ObjectPool`] and keeps the pool alive. Dropping it resets the object and
/// gives it back. Created by [`ObjectPool::acquire_owned`].
pub struct OwnedPooled<T, F: Fn() -> T = fn() -> T, R: Fn(&mut T) = fn(&mut T)> {
    /// An object of the pool's, which is ours until the drop.
    object: NonNull<T>,
    pool: Rc<ObjectPool<T, F, R>>,
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> OwnedPooled<T, F, R> {
    #[inline(always)]
    pub(super) fn new(object: NonNull<T>, pool: Rc<ObjectPool<T, F, R>>) -> Self {
        Self { object, pool }
    }

    /// Moves the object out of the pool without resetting it. The pool creates another when it needs one.
    #[inline]
    pub fn detach(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the guard is not dropped, so that its `Rc` is moved once.
        let pool = unsafe { ptr::read(&raw const guard.pool) };
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { pool.take_out(guard.object) }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for OwnedPooled<T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // The field `pool` is dropped after this, so the pool is there.
        // SAFETY: the object is lent by this pool, and the guard is not used any more.
        unsafe { self.pool.give_back(self.object) };
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Deref for OwnedPooled<T, F, R> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the object is there and ours, until the drop.
        unsafe { self.object.as_ref() }
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> DerefMut for OwnedPooled<T, F, R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and the guard is borrowed mutably.
        unsafe { self.object.as_mut() }
    }
}

impl_forwarding!([F: Fn() -> T, R: Fn(&mut T)] OwnedPooled<T, F, R>);
