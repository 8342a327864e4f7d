//! Objects that are used again, for one thread.

mod guard;

use core::alloc::Layout;
use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::marker::PhantomData;
use core::mem;
use core::ptr::NonNull;
use std_alloc::rc::Rc;
use std_alloc::vec::Vec;

use super::pool::raw::RawPool;
use super::slots::SlotLayout;
use super::{InsertError, PoolError};
pub use guard::{OwnedPooled, Pooled};

/// Figures about an object pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectStatistics {
    /// How often an idle object was lent.
    pub hits: u64,
    /// How often an object had to be created to be lent.
    pub misses: u64,
    /// The number of lent objects.
    pub live: usize,
    /// The number of idle objects.
    pub idle: usize,
    /// The most objects that were lent at once. In a pool for threads it includes idle objects.
    pub high_water: usize,
}

/// A pool of objects that are expensive to create. It creates them with a factory, lends them through guards, and
/// resets them when they come back.
///
/// A [`Pool`](super::Pool) keeps *memory* for values; an object pool keeps the *values*. A `String` or a `Vec` comes
/// back empty but keeps its heap capacity.
///
/// ```
/// use layout_core::alloc::ObjectPool;
///
/// let lines = ObjectPool::new(String::new, String::clear);
/// let mut line = lines.acquire();
/// line.push_str("a line that takes memory from the heap");
/// let (place, capacity) = (line.as_ptr(), line.capacity());
/// drop(line); // cleared, and kept
///
/// let line = lines.acquire();
/// assert!(line.is_empty());
/// assert_eq!((line.as_ptr(), line.capacity()), (place, capacity));
/// ```
///
/// # Life of an object
///
/// - [`acquire`](ObjectPool::acquire) takes the object that came back last, or creates one.
/// - Dropping the guard calls `reset` and keeps the object. During a panic it does so too, unless the pool
///   [discards](ObjectPool::with_discard_on_panic) such objects. If `reset` panics, the object is dropped, its slot
///   is free again, and the panic continues.
/// - If the [idle limit](ObjectPool::with_idle_limit) is reached, the object is dropped instead.
///
/// The factory, `reset` and the drop of an object may use the pool. A guard that you forget keeps its object until
/// the pool is dropped, which then does not drop the object.
///
/// # Costs
///
/// Taking an object and giving it back takes a few instructions in addition to `reset`. Objects lie in adjacent
/// slots and never move. An idle object takes 8 more bytes, in a list.
pub struct ObjectPool<T, F = fn() -> T, R = fn(&mut T)> {
    /// Each slot that is taken holds an object, idle or lent, or is waiting for the factory.
    raw: RawPool,
    /// The objects that nobody uses. Never borrowed while code of the user's runs.
    ///
    /// Invariant: it has capacity for all objects, so that one can come back without allocating.
    idle: UnsafeCell<Vec<NonNull<T>>>,
    /// How many objects there are, idle and lent.
    objects: Cell<usize>,
    idle_limit: usize,
    /// When so many objects are idle, `give_back` looks closer.
    idle_bound: usize,
    #[cfg(feature = "std")]
    discards: bool,
    hits: Cell<u64>,
    misses: Cell<u64>,
    high_water: Cell<usize>,
    factory: F,
    reset: R,
    owned: PhantomData<T>,
}

// SAFETY: guards borrow the pool, so that none is there while it goes to another thread with the idle
// objects and the closures.
unsafe impl<T: Send, F: Send, R: Send> Send for ObjectPool<T, F, R> {}

impl<T> ObjectPool<T> {
    /// Creates a pool without objects. It creates one whenever you acquire an object and none is idle.
    ///
    /// `factory` and `reset` are functions, or closures that capture nothing, so the type of the pool has a short
    /// name. [`with_closures`](ObjectPool::with_closures) takes other closures, and lets the compiler inline them.
    ///
    /// ```
    /// use std::rc::Rc;
    /// use layout_core::alloc::ObjectPool;
    ///
    /// struct Parser {
    ///     lines: Rc<ObjectPool<String>>,
    /// }
    ///
    /// let parser = Parser { lines: Rc::new(ObjectPool::new(String::new, String::clear)) };
    /// assert!(parser.lines.acquire().is_empty());
    /// ```
    #[inline]
    pub const fn new(factory: fn() -> T, reset: fn(&mut T)) -> Self {
        Self::with_closures(factory, reset)
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> ObjectPool<T, F, R> {
    const SLOT: SlotLayout = SlotLayout::plain(Layout::new::<T>());

    /// Like [`new`](ObjectPool::new), but takes closures of any type.
    ///
    /// ```
    /// use layout_core::alloc::ObjectPool;
    ///
    /// let capacity = 4096;
    /// let buffers = ObjectPool::with_closures(|| Vec::<u8>::with_capacity(capacity), Vec::clear);
    /// assert!(buffers.acquire().capacity() >= capacity);
    /// ```
    #[inline]
    pub const fn with_closures(factory: F, reset: R) -> Self {
        Self {
            raw: RawPool::new(usize::MAX),
            idle: UnsafeCell::new(Vec::new()),
            objects: Cell::new(0),
            idle_limit: usize::MAX,
            idle_bound: usize::MAX,
            #[cfg(feature = "std")]
            discards: false,
            hits: Cell::new(0),
            misses: Cell::new(0),
            high_water: Cell::new(0),
            factory,
            reset,
            owned: PhantomData,
        }
    }

    /// Limits the pool to `limit` objects, idle and lent. If it already has more, they are kept.
    #[must_use]
    #[inline]
    pub const fn with_limit(mut self, limit: usize) -> Self {
        self.set_limit(Some(limit));
        self
    }

    /// Sets the maximum number of objects. If the pool already has more, they are kept.
    #[inline]
    pub const fn set_limit(&mut self, limit: Option<usize>) {
        self.raw.set_limit(limit);
    }

    /// Returns the maximum number of objects, if there is a limit.
    #[inline]
    pub const fn limit(&self) -> Option<usize> {
        self.raw.limit()
    }

    /// Limits the pool to `limit` idle objects. If `reset` itself gives objects back to the pool, up to that many more
    /// may be idle.
    #[must_use]
    #[inline]
    pub const fn with_idle_limit(mut self, limit: usize) -> Self {
        self.idle_limit = limit;
        if limit < self.idle_bound {
            self.idle_bound = limit;
        }
        self
    }

    /// Makes the pool drop an object, without resetting it, if its guard is dropped during a panic. Such an object may
    /// be in an inconsistent state.
    ///
    /// ```
    /// use layout_core::alloc::ObjectPool;
    ///
    /// let pool = ObjectPool::new(String::new, String::clear).with_discard_on_panic();
    /// let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
    ///     let mut text = pool.acquire();
    ///     text.push_str("half of a");
    ///     panic!("the rest could not be read");
    /// }));
    /// assert!(result.is_err());
    /// assert_eq!(pool.statistics().idle, 0);
    /// ```
    #[cfg(feature = "std")]
    #[must_use]
    #[inline]
    pub const fn with_discard_on_panic(mut self) -> Self {
        self.discards = true;
        self.idle_bound = 0;
        self
    }

    /// Lends an idle object, or else a new one.
    ///
    /// # Panics
    ///
    /// Panics if all objects that the [limit](ObjectPool::with_limit) allows are lent, or if there is no memory for a
    /// new one.
    #[inline(always)]
    #[track_caller]
    pub fn acquire(&self) -> Pooled<'_, T, F, R> {
        match self.take() {
            Ok(object) => Pooled::new(object, self),
            Err(error) => error.handle(),
        }
    }

    /// Like [`acquire`](ObjectPool::acquire), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if all objects that the [limit](ObjectPool::with_limit) allows are lent, or if there is no memory for a
    /// new one.
    ///
    /// ```
    /// use layout_core::alloc::ObjectPool;
    ///
    /// let pool = ObjectPool::new(|| [0_u8; 4096], |_| ()).with_limit(1);
    /// let only = pool.try_acquire()?;
    /// assert!(pool.try_acquire().is_err());
    /// drop(only);
    /// assert!(pool.try_acquire().is_ok());
    /// # Ok::<(), layout_core::alloc::PoolError>(())
    /// ```
    #[inline(always)]
    pub fn try_acquire(&self) -> Result<Pooled<'_, T, F, R>, PoolError> {
        self.take().map(|object| Pooled::new(object, self))
    }

    /// Lends an idle object, or else one that `make` creates instead of the factory.
    ///
    /// # Errors
    ///
    /// Fails like [`try_acquire`](ObjectPool::try_acquire); `make` is then not called.
    ///
    /// ```
    /// use layout_core::alloc::ObjectPool;
    ///
    /// let pool = ObjectPool::new(Vec::<u8>::new, Vec::clear);
    /// let large = pool.try_acquire_or(|| Vec::with_capacity(1 << 20))?;
    /// assert!(large.capacity() >= 1 << 20);
    /// # Ok::<(), layout_core::alloc::PoolError>(())
    /// ```
    #[inline]
    pub fn try_acquire_or(
        &self,
        make: impl FnOnce() -> T,
    ) -> Result<Pooled<'_, T, F, R>, PoolError> {
        self.take_or(make).map(|object| Pooled::new(object, self))
    }

    /// Adds an object to the pool and lends it. Dropping the guard resets the object and keeps it in the pool.
    ///
    /// # Errors
    ///
    /// Fails if the pool already has as many objects as its [limit](ObjectPool::with_limit) allows, or if there is no
    /// memory. The error holds the object.
    ///
    /// ```
    /// use layout_core::alloc::{ObjectPool, Pooled};
    ///
    /// let (one, other) = (ObjectPool::new(String::new, String::clear), ObjectPool::new(String::new, String::clear));
    /// let text = Pooled::detach(one.acquire());
    /// drop(other.attach(text)?);
    /// assert_eq!((one.statistics().idle, other.statistics().idle), (0, 1));
    /// # Ok::<(), layout_core::alloc::InsertError<String>>(())
    /// ```
    #[inline]
    pub fn attach(&self, object: T) -> Result<Pooled<'_, T, F, R>, InsertError<T>> {
        let slot = self.vacant().and_then(|slot| self.reserve_idle().map(|()| slot));
        match slot {
            Ok(slot) => {
                let object = slot.fill(object);
                self.note_live();
                Ok(Pooled::new(object, self))
            }
            Err(reason) => Err(InsertError::new(object, reason)),
        }
    }

    /// Like [`acquire`](ObjectPool::acquire), but the pool is shared, and the guard keeps it alive.
    ///
    /// # Panics
    ///
    /// Panics like [`acquire`](ObjectPool::acquire).
    ///
    /// ```
    /// use std::rc::Rc;
    /// use layout_core::alloc::ObjectPool;
    ///
    /// let pool = Rc::new(ObjectPool::new(String::new, String::clear));
    /// let mut text = pool.acquire_owned();
    /// drop(pool);
    /// text.push_str("outlives the last handle to its pool");
    /// ```
    #[track_caller]
    #[inline]
    pub fn acquire_owned(self: &Rc<Self>) -> OwnedPooled<T, F, R> {
        match self.try_acquire_owned() {
            Ok(guard) => guard,
            Err(error) => error.handle(),
        }
    }

    /// Like [`acquire_owned`](ObjectPool::acquire_owned), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails like [`try_acquire`](ObjectPool::try_acquire).
    #[inline]
    pub fn try_acquire_owned(self: &Rc<Self>) -> Result<OwnedPooled<T, F, R>, PoolError> {
        self.take().map(|object| OwnedPooled::new(object, Rc::clone(self)))
    }

    /// Creates objects until `count` are idle.
    ///
    /// # Panics
    ///
    /// Panics if this exceeds a limit, or there is no memory. The objects created so far stay.
    #[track_caller]
    #[inline]
    pub fn prefill(&self, count: usize) {
        if let Err(error) = self.try_prefill(count) {
            error.handle();
        }
    }

    /// Like [`prefill`](ObjectPool::prefill), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if this exceeds a limit, or there is no memory. The objects created so far stay.
    #[inline]
    pub fn try_prefill(&self, count: usize) -> Result<(), PoolError> {
        if count > self.idle_limit {
            return Err(PoolError::Full { limit: self.idle_limit });
        }
        while self.idle_count() < count {
            let object = self.make_by(&self.factory)?;
            self.keep(object);
        }
        Ok(())
    }

    /// Drops the idle objects.
    #[inline]
    pub fn clear(&self) {
        while let Some(object) = self.pop_idle() {
            // SAFETY: the object was idle, and is ours now.
            unsafe { self.destroy(object) };
        }
    }

    /// Returns figures about the pool.
    ///
    /// ```
    /// use layout_core::alloc::ObjectPool;
    ///
    /// let pool = ObjectPool::new(String::new, String::clear);
    /// drop(pool.acquire());
    /// let again = pool.acquire();
    /// let stats = pool.statistics();
    /// assert_eq!((stats.hits, stats.misses), (1, 1));
    /// assert_eq!((stats.live, stats.idle, stats.high_water), (1, 0, 1));
    /// # drop(again);
    /// ```
    #[inline]
    pub fn statistics(&self) -> ObjectStatistics {
        let idle = self.idle_count();
        ObjectStatistics {
            hits: self.hits.get(),
            misses: self.misses.get(),
            live: self.objects.get() - idle,
            idle,
            high_water: self.high_water.get(),
        }
    }

    #[inline(always)]
    fn take(&self) -> Result<NonNull<T>, PoolError> {
        self.take_or(&self.factory)
    }

    #[inline(always)]
    fn take_or(&self, make: impl FnOnce() -> T) -> Result<NonNull<T>, PoolError> {
        let object = match self.pop_idle() {
            Some(object) => {
                self.hits.set(self.hits.get().wrapping_add(1));
                object
            }
            None => self.make_for_use(make)?,
        };
        self.note_live();
        Ok(object)
    }

    #[inline(always)]
    fn note_live(&self) {
        let live = self.objects.get() - self.idle_count();
        if live > self.high_water.get() {
            self.high_water.set(live);
        }
    }

    #[cold]
    #[inline(never)]
    fn make_for_use(&self, make: impl FnOnce() -> T) -> Result<NonNull<T>, PoolError> {
        let object = self.make_by(make)?;
        self.misses.set(self.misses.get() + 1);
        Ok(object)
    }

    /// A new object, which is in no list.
    #[inline]
    fn make_by(&self, make: impl FnOnce() -> T) -> Result<NonNull<T>, PoolError> {
        let slot = self.vacant()?;
        let value = make();
        // After the factory, which may have made other objects; dropping `value` is safe at any time.
        self.reserve_idle()?;
        Ok(slot.fill(value))
    }

    /// A slot for a new object.
    #[inline]
    fn vacant(&self) -> Result<Slot<'_, T, F, R>, PoolError> {
        // Not left to the slots alone: there may be more than the limit, as that may have been set later.
        let limit = self.raw.most();
        if self.raw.live() >= limit {
            return Err(PoolError::Full { limit });
        }
        Ok(Slot { pool: self, object: self.raw.acquire(&Self::SLOT)?.cast() })
    }

    /// Makes room for one object more in the list of idle ones.
    #[inline]
    fn reserve_idle(&self) -> Result<(), PoolError> {
        // SAFETY: no other reference to the list is alive: those of this type end in the method that
        // makes them, and no such method calls the user's code meanwhile.
        let idle = unsafe { &mut *self.idle.get() };
        let missing = self.objects.get() + 1 - idle.len();
        idle.try_reserve(missing).map_err(|_| PoolError::OutOfMemory {
            layout: Layout::array::<NonNull<T>>(missing).unwrap_or(Layout::new::<T>()),
        })
    }

    /// Resets an object and keeps it, or drops it.
    ///
    /// # Safety
    ///
    /// The object was lent by this pool, and its guard is gone.
    #[inline(always)]
    unsafe fn give_back(&self, object: NonNull<T>) {
        if self.idle_count() >= self.idle_bound {
            // SAFETY: by the caller.
            return unsafe { self.give_back_bounded(object) };
        }
        let spoiled = Spoiled { pool: self, object };
        // SAFETY: the object is ours, and nobody else uses it.
        (self.reset)(unsafe { &mut *object.as_ptr() });
        mem::forget(spoiled);
        self.keep(object);
    }

    /// # Safety
    ///
    /// As [`give_back`](Self::give_back).
    #[cold]
    #[inline(never)]
    unsafe fn give_back_bounded(&self, object: NonNull<T>) {
        let spoiled = Spoiled { pool: self, object };
        #[cfg(feature = "std")]
        if self.discards && std::thread::panicking() {
            return;
        }
        // SAFETY: the object is ours, and nobody else uses it.
        (self.reset)(unsafe { &mut *object.as_ptr() });
        if self.idle_count() < self.idle_limit {
            mem::forget(spoiled);
            self.keep(object);
        }
    }

    #[inline(always)]
    fn pop_idle(&self) -> Option<NonNull<T>> {
        // SAFETY: as in `reserve_idle`.
        unsafe { &mut *self.idle.get() }.pop()
    }

    #[inline(always)]
    fn idle_count(&self) -> usize {
        // SAFETY: as in `reserve_idle`.
        unsafe { &*self.idle.get() }.len()
    }

    /// Adds an object to the idle ones.
    #[inline(always)]
    fn keep(&self, object: NonNull<T>) {
        // SAFETY: as in `reserve_idle`.
        let idle = unsafe { &mut *self.idle.get() };
        let len = idle.len();
        debug_assert!(len < idle.capacity());
        // SAFETY: the list has capacity for every object, by its invariant, and this one is not in it.
        unsafe {
            idle.as_mut_ptr().add(len).write(object);
            idle.set_len(len + 1);
        }
    }

    /// Moves an object out of the pool.
    ///
    /// # Safety
    ///
    /// The object is lent by this pool, and its guard is gone.
    #[inline]
    unsafe fn take_out(&self, object: NonNull<T>) -> T {
        let _slot = Slot { pool: self, object };
        self.objects.set(self.objects.get() - 1);
        // SAFETY: the object is ours, and its slot is empty from now on.
        unsafe { object.read() }
    }

    /// Drops an object.
    ///
    /// # Safety
    ///
    /// The object is in no list and has no guard.
    #[cold]
    #[inline]
    unsafe fn destroy(&self, object: NonNull<T>) {
        let _slot = Slot { pool: self, object };
        self.objects.set(self.objects.get() - 1);
        // SAFETY: the object is ours.
        unsafe { object.drop_in_place() };
    }

    /// # Safety
    ///
    /// The slot is ours, and holds no object.
    #[inline]
    unsafe fn release(&self, slot: NonNull<T>) {
        // SAFETY: it came from `acquire` in `make`.
        unsafe { self.raw.release(&Self::SLOT, slot.cast()) };
    }
}

/// A slot without an object, that goes back when this is dropped.
struct Slot<'p, T, F: Fn() -> T, R: Fn(&mut T)> {
    pool: &'p ObjectPool<T, F, R>,
    object: NonNull<T>,
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Slot<'_, T, F, R> {
    /// Puts an object into the slot. There is room for it in the list of idle ones.
    #[inline]
    fn fill(self, value: T) -> NonNull<T> {
        let Self { pool, object } = self;
        mem::forget(self);
        // SAFETY: the slot is ours, and has the size and the alignment of a `T`.
        unsafe { object.write(value) };
        pool.objects.set(pool.objects.get() + 1);
        object
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for Slot<'_, T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: who makes a `Slot` has taken the object out, or has not put one in.
        unsafe { self.pool.release(self.object) };
    }
}

/// An object that is dropped, and its slot given back, when this is dropped.
struct Spoiled<'p, T, F: Fn() -> T, R: Fn(&mut T)> {
    pool: &'p ObjectPool<T, F, R>,
    object: NonNull<T>,
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for Spoiled<'_, T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it is made in `give_back` and `give_back_bounded` alone, of an object without a guard that is in no list.
        unsafe { self.pool.destroy(self.object) };
    }
}

impl<T, F, R> Drop for ObjectPool<T, F, R> {
    #[inline]
    fn drop(&mut self) {
        /// Goes on with the others when the drop of an object panics.
        struct DropAll<'p, T>(&'p mut Vec<NonNull<T>>);

        impl<T> Drop for DropAll<'_, T> {
            #[inline]
            fn drop(&mut self) {
                while let Some(object) = self.0.pop() {
                    let rest = DropAll(self.0);
                    // SAFETY: the idle objects are the pool's, which is going; each is in the list once.
                    unsafe { object.drop_in_place() };
                    mem::forget(rest);
                }
            }
        }

        drop(DropAll(self.idle.get_mut()));
    }
}

impl<T, F, R> fmt::Debug for ObjectPool<T, F, R> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectPool").field("objects", &self.objects.get()).finish_non_exhaustive()
    }
}
