//! The owner of a value in a pool.

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use std_alloc::rc::Rc;

use super::Pool;
use super::raw::Home;
use crate::forwarding::impl_forwarding;

/// A guard that owns a value in a [`Pool`], as a `Box` owns a value on the heap. It is as large as a pointer.
///
/// Dropping it drops the value and frees the slot. It borrows the pool, so the pool cannot be dropped or moved first.
/// If you forget a guard ([`core::mem::forget`]), its slot stays taken until the pool is dropped, and its value is
/// never dropped.
///
/// A `PoolBox` of a value that is not `Unpin` cannot be pinned. The memory of a forgotten value is freed with its pool,
/// which [`core::pin`] forbids.
///
/// ```
/// use layout_core::alloc::Pool;
///
/// let pool = Pool::new();
/// let mut text = pool.insert(String::from("first"));
/// text.push_str(" and second");
/// assert_eq!(*text, "first and second");
/// drop(text);
/// assert!(pool.is_empty());
/// ```
pub struct PoolBox<'p, T, const SLOT_ALIGN: usize = 1> {
    /// A slot of the pool with a value in it that is ours; of a value without bytes, the pool's `Home`.
    slot: NonNull<T>,
    pool: PhantomData<(&'p (), T)>,
}

// SAFETY: a shared reference to the guard gives out nothing but `&T`; what changes the pool takes the
// guard itself, which stays on the pool's thread.
unsafe impl<T: Sync, const SLOT_ALIGN: usize> Sync for PoolBox<'_, T, SLOT_ALIGN> {}

impl<'p, T, const SLOT_ALIGN: usize> PoolBox<'p, T, SLOT_ALIGN> {
    /// # Safety
    ///
    /// `slot` came from `acquire` of a pool which is borrowed for `'p`, holds a value, and belongs to
    /// the caller.
    #[inline(always)]
    pub(super) unsafe fn from_slot(slot: NonNull<T>) -> Self {
        Self { slot, pool: PhantomData }
    }

    /// Where the value is.
    #[inline(always)]
    fn place(&self) -> NonNull<T> {
        if size_of::<T>() == 0 { NonNull::dangling() } else { self.slot }
    }

    /// Moves the value out and frees the slot.
    ///
    /// ```
    /// # use layout_core::alloc::{Pool, PoolBox};
    /// let pool = Pool::new();
    /// let text: String = PoolBox::into_inner(pool.insert(String::from("kept")));
    /// assert!(pool.is_empty());
    /// assert_eq!(text, "kept");
    /// ```
    #[inline]
    pub fn into_inner(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the guard owns the value; it is not dropped, so that the value is moved once.
        let value = unsafe { guard.place().read() };
        // SAFETY: the value is gone, and so is the guard.
        unsafe { release::<T, SLOT_ALIGN>(guard.slot) };
        value
    }

    /// Returns a reference that lasts as long as the pool is borrowed. The value is never dropped, and its memory is
    /// freed with the pool.
    ///
    /// This is the fastest way to build a graph that is dropped as a whole: dropping the pool frees a few blocks and
    /// visits no value.
    ///
    /// ```
    /// use layout_core::alloc::{Pool, PoolBox};
    ///
    /// struct Node<'p> {
    ///     parent: Option<&'p Node<'p>>,
    /// }
    ///
    /// let pool = Pool::new();
    /// let root: &Node = PoolBox::leak(pool.insert(Node { parent: None }));
    /// let leaf: &Node = PoolBox::leak(pool.insert(Node { parent: Some(root) }));
    /// assert!(leaf.parent.is_some_and(|parent| parent.parent.is_none()));
    /// ```
    #[inline]
    pub fn leak(guard: Self) -> &'p mut T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the value is the guard's own, and stays for `'p`, as the slot is not given back.
        unsafe { guard.place().as_mut() }
    }

    /// Turns the guard into the address of its value, until [`PoolBox::from_raw`].
    ///
    /// ```
    /// use layout_core::alloc::{Pool, PoolBox};
    ///
    /// let pool = Pool::new();
    /// let address = PoolBox::into_raw(pool.insert(7_u32));
    /// // SAFETY: the address is that of a value of this pool, and is used once.
    /// let seven = unsafe { PoolBox::from_raw(&pool, address) };
    /// assert_eq!(*seven, 7);
    /// ```
    #[inline]
    pub fn into_raw(guard: Self) -> NonNull<T> {
        const { assert!(size_of::<T>() != 0, "a value without bytes has no address in the pool") };
        ManuallyDrop::new(guard).slot
    }

    /// Turns an address from [`PoolBox::into_raw`] back into a guard.
    ///
    /// # Safety
    ///
    /// The address came from `into_raw` of a guard of this pool, and was not turned into another guard since. The pool
    /// was not dropped since.
    ///
    /// # Panics
    ///
    /// Panics in debug builds if the address is not that of a value in this pool.
    #[inline]
    pub unsafe fn from_raw(pool: &'p Pool<T, SLOT_ALIGN>, value: NonNull<T>) -> Self {
        pool.check_taken(value);
        // SAFETY: by the caller.
        unsafe { Self::from_slot(value) }
    }
}

/// Gives back the slot of a value that is gone.
///
/// # Safety
///
/// `slot` is that of a guard which is not used any more, and whose pool is there.
#[inline(always)]
unsafe fn release<T, const SLOT_ALIGN: usize>(slot: NonNull<T>) {
    if size_of::<T>() == 0 {
        // SAFETY: the guard of such a value holds the address of the home, which is there as long as
        // the pool.
        unsafe { slot.cast::<Home>().as_ref() }.release_nothing();
        return;
    }
    let layout = &Pool::<T, SLOT_ALIGN>::SLOT;
    // SAFETY: the slot came from `acquire` of a pool that is still there, by the caller.
    unsafe { Home::take_back(layout, slot.cast()) };
}

/// Gives a slot back when it is dropped, so that it comes back even if the drop of its value panics.
pub(super) struct Release<T, const SLOT_ALIGN: usize>(pub(super) NonNull<T>);

impl<T, const SLOT_ALIGN: usize> Drop for Release<T, SLOT_ALIGN> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: it is made where the guard is dropped, see there.
        unsafe { release::<T, SLOT_ALIGN>(self.0) };
    }
}

impl<T, const SLOT_ALIGN: usize> Drop for PoolBox<'_, T, SLOT_ALIGN> {
    #[inline]
    fn drop(&mut self) {
        let _release = Release::<T, SLOT_ALIGN>(self.slot);
        // SAFETY: the value is the guard's own, and the guard is used no more. The free list is not
        // touched before the value is gone, so that its drop may use the pool.
        unsafe { ptr::drop_in_place(self.place().as_ptr()) };
    }
}

impl<T, const SLOT_ALIGN: usize> Deref for PoolBox<'_, T, SLOT_ALIGN> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the guard owns a value there.
        unsafe { self.place().as_ref() }
    }
}

impl<T, const SLOT_ALIGN: usize> DerefMut for PoolBox<'_, T, SLOT_ALIGN> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard owns a value there, and is borrowed mutably.
        unsafe { self.place().as_mut() }
    }
}

impl_forwarding!([const SLOT_ALIGN: usize] PoolBox<'_, T, SLOT_ALIGN>);

/// A guard that owns a value in a shared [`Pool`] and keeps the pool alive. Created by [`Pool::insert_owned`].
pub struct OwnedPoolBox<T, const SLOT_ALIGN: usize = 1> {
    /// As in `PoolBox`.
    slot: NonNull<T>,
    /// Also keeps the guard on the pool's thread.
    pool: Rc<Pool<T, SLOT_ALIGN>>,
}

impl<T, const SLOT_ALIGN: usize> OwnedPoolBox<T, SLOT_ALIGN> {
    /// The guard must be of this pool.
    #[inline]
    pub(super) fn new(guard: PoolBox<'_, T, SLOT_ALIGN>, pool: Rc<Pool<T, SLOT_ALIGN>>) -> Self {
        Self { slot: ManuallyDrop::new(guard).slot, pool }
    }

    /// The guard with a lifetime that the caller answers for.
    ///
    /// # Safety
    ///
    /// The result is the only guard that is used and dropped from now on, and the pool stays for `'p`.
    #[inline]
    unsafe fn borrowed<'p>(&self) -> PoolBox<'p, T, SLOT_ALIGN> {
        // SAFETY: the slot is that of the guard that this was made of; the rest by the caller.
        unsafe { PoolBox::from_slot(self.slot) }
    }

    /// Moves the value out and frees the slot.
    #[inline]
    pub fn into_inner(guard: Self) -> T {
        let guard = ManuallyDrop::new(guard);
        // SAFETY: the guard is not dropped, so that its `Rc` is moved once. It is dropped last.
        let _pool = unsafe { ptr::read(&raw const guard.pool) };
        // SAFETY: the pool stays until the end of this function, and the guard is used no more.
        PoolBox::into_inner(unsafe { guard.borrowed() })
    }
}

impl<T, const SLOT_ALIGN: usize> Drop for OwnedPoolBox<T, SLOT_ALIGN> {
    #[inline]
    fn drop(&mut self) {
        // The field `pool` is dropped after this, so the pool is there.
        // SAFETY: the guard is used no more.
        drop(unsafe { self.borrowed() });
    }
}

impl<T, const SLOT_ALIGN: usize> Deref for OwnedPoolBox<T, SLOT_ALIGN> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        let place = if size_of::<T>() == 0 { NonNull::dangling() } else { self.slot };
        // SAFETY: the guard owns a value there.
        unsafe { place.as_ref() }
    }
}

impl<T, const SLOT_ALIGN: usize> DerefMut for OwnedPoolBox<T, SLOT_ALIGN> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        let mut place = if size_of::<T>() == 0 { NonNull::dangling() } else { self.slot };
        // SAFETY: the guard owns a value there, and is borrowed mutably.
        unsafe { place.as_mut() }
    }
}

impl_forwarding!([const SLOT_ALIGN: usize] OwnedPoolBox<T, SLOT_ALIGN>);
