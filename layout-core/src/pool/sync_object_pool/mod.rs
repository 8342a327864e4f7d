//! Objects that are used again, for many threads.

mod entries;
mod guard;
mod waiting;

use core::fmt;
use core::mem;
use core::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use core::time::Duration;
use std_alloc::sync::Arc;

use super::lock_free::{IndexStack, Padded};
use super::shards::Shards;
use super::{InsertError, ObjectStatistics, PoolError};
use crate::const_fns::const_min;
use entries::{Entries, Entry};
pub use guard::{OwnedSyncPooled, SyncPooled};
use waiting::Waiting;

/// An [`ObjectPool`](super::ObjectPool) shared by threads: objects that are expensive to create are lent and reset.
///
/// ```
/// use layout_core::alloc::SyncObjectPool;
///
/// static LINES: SyncObjectPool<String> = SyncObjectPool::new(String::new, String::clear);
///
/// let mut line = LINES.acquire();
/// line.push_str("a line that takes memory from the heap");
/// let capacity = line.capacity();
/// std::thread::spawn(move || drop(line)).join().unwrap(); // cleared, and kept
///
/// assert_eq!(LINES.acquire().capacity(), capacity);
/// ```
///
/// # Life of an object
///
/// As in an [`ObjectPool`](super::ObjectPool#life-of-an-object). A thread first gets the object that it gave back
/// last. An idle object is found on any thread's stack: a new one is created only if each stack was empty at some
/// moment.
///
/// The factory, `reset` and the drop of an object may use the pool; no lock is held while they run.
///
/// # Costs
///
/// Taking an object is an atomic exchange, because any thread may take any idle object. Idle objects lie on 40
/// stacks, each on its own cache lines. 32 threads have a stack each, and give an object back with a plain store.
/// The other threads share 8 stacks and need another exchange. Threads only meet when a stack is empty.
///
/// With a limit, giving an object back is an exchange for all threads, because another thread may wait. With an idle
/// limit, giving an object back also looks at all stacks. An object takes 20 bytes in addition to its size, rounded
/// up to whole lines of 64 bytes. There are at most 2^24 - 64 objects.
///
/// # Order and progress
///
/// Giving an object back *happens before* its next use, so the next thread sees everything that was done to it.
/// Taking and giving back are lock-free, except for a thread that [waits](SyncObjectPool::acquire_timeout) and the
/// thread that wakes it.
pub struct SyncObjectPool<T, F = fn() -> T, R = fn(&mut T)> {
    idle: Shards,
    /// Entries without an object that had one.
    vacant: Padded<IndexStack>,
    /// How many entries were ever taken. At most `limit`.
    used: AtomicU32,
    entries: Entries<T>,
    limit: u32,
    idle_limit: usize,
    discards: bool,
    /// Whether there are none of these three, so that `give_back` has nothing to look at.
    plain: bool,
    /// How many objects there are, idle and lent.
    objects: AtomicUsize,
    high_water: AtomicUsize,
    misses: AtomicU64,
    waiting: Waiting,
    factory: F,
    reset: R,
}

// SAFETY: an object is used by whoever has its index; the stacks give an index to one thread only, after
// all that was done by those who had it before. An object goes from thread to thread, but is never
// shared by two: `T: Send`. All threads call the closures: `Sync`.
unsafe impl<T: Send, F: Sync, R: Sync> Sync for SyncObjectPool<T, F, R> {}
// SAFETY: guards borrow the pool, so that none is there while it goes to another thread.
unsafe impl<T: Send, F: Send, R: Send> Send for SyncObjectPool<T, F, R> {}

impl<T> SyncObjectPool<T> {
    /// Creates a pool without objects. It creates one whenever you acquire an object and none is idle.
    ///
    /// `factory` and `reset` are functions, or closures that capture nothing, so the type of the pool has a short
    /// name. [`with_closures`](SyncObjectPool::with_closures) takes other closures, and lets the compiler inline
    /// them.
    ///
    /// ```
    /// use layout_core::alloc::SyncObjectPool;
    ///
    /// let pool: &'static SyncObjectPool<String> =
    ///     Box::leak(Box::new(SyncObjectPool::new(String::new, String::clear)));
    /// assert!(pool.acquire().is_empty());
    /// ```
    #[inline]
    pub const fn new(factory: fn() -> T, reset: fn(&mut T)) -> Self {
        Self::with_closures(factory, reset)
    }
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> SyncObjectPool<T, F, R> {
    /// Like [`new`](SyncObjectPool::new), but takes closures of any type.
    #[inline]
    pub const fn with_closures(factory: F, reset: R) -> Self {
        Self {
            idle: Shards::new(),
            vacant: Padded(IndexStack { head: AtomicU64::new(0) }),
            used: AtomicU32::new(0),
            entries: Entries::new(),
            limit: entries::MAX,
            idle_limit: usize::MAX,
            discards: false,
            plain: true,
            objects: AtomicUsize::new(0),
            high_water: AtomicUsize::new(0),
            misses: AtomicU64::new(0),
            waiting: Waiting::new(),
            factory,
            reset,
        }
    }

    /// Limits the pool to `limit` objects, idle and lent. Call it before you use the pool: a limit below the number of
    /// objects that it already has room for has no effect.
    #[must_use]
    #[inline]
    pub const fn with_limit(mut self, limit: usize) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "it is below a `u32`")]
        let limit = const_min(limit, entries::MAX as usize) as u32;
        self.limit = limit;
        self.plain = false;
        self
    }

    /// Returns the maximum number of objects, if there is a limit.
    #[inline]
    pub const fn limit(&self) -> Option<usize> {
        if self.limit == entries::MAX { None } else { Some(self.limit as usize) }
    }

    /// Limits the pool to about `limit` idle objects. When several threads give objects back at the same moment, up to
    /// one more for each thread may stay.
    #[must_use]
    #[inline]
    pub const fn with_idle_limit(mut self, limit: usize) -> Self {
        self.idle_limit = limit;
        self.plain = false;
        self
    }

    /// Makes the pool drop an object, without resetting it, if its guard is dropped during a panic. Such an object may
    /// be in an inconsistent state. See
    /// [`ObjectPool::with_discard_on_panic`](super::ObjectPool::with_discard_on_panic).
    #[must_use]
    #[inline]
    pub const fn with_discard_on_panic(mut self) -> Self {
        self.discards = true;
        self.plain = false;
        self
    }

    /// Lends an idle object, or else a new one.
    ///
    /// # Panics
    ///
    /// Panics if all objects that the [limit](SyncObjectPool::with_limit) allows are lent, or if there is no memory for
    /// a new one.
    #[inline(always)]
    #[track_caller]
    pub fn acquire(&self) -> SyncPooled<'_, T, F, R> {
        match self.try_acquire() {
            Ok(guard) => guard,
            Err(error) => error.handle(),
        }
    }

    /// Like [`acquire`](SyncObjectPool::acquire), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if all objects that the [limit](SyncObjectPool::with_limit) allows are lent, or if there is no memory for
    /// a new one.
    #[inline(always)]
    pub fn try_acquire(&self) -> Result<SyncPooled<'_, T, F, R>, PoolError> {
        let Some(index) = self.idle.take_last() else {
            return self.acquire_slow();
        };
        // SAFETY: the index came from a shard of idle objects.
        Ok(SyncPooled::new(unsafe { self.entries.get(index) }, self))
    }

    /// Lends an idle object, or else a new one, or else waits for one that comes back within `timeout`.
    ///
    /// # Errors
    ///
    /// Fails if all objects that the [limit](SyncObjectPool::with_limit) allows stay lent until the timeout, or if
    /// there is no memory for a new one. A pool without a limit never waits.
    ///
    /// ```
    /// use std::time::Duration;
    /// use layout_core::alloc::SyncObjectPool;
    ///
    /// let pool = SyncObjectPool::new(Vec::<u8>::new, Vec::clear).with_limit(1);
    /// let only = pool.acquire();
    /// assert!(pool.acquire_timeout(Duration::from_millis(1)).is_err());
    /// drop(only);
    /// assert!(pool.acquire_timeout(Duration::from_millis(1)).is_ok());
    /// ```
    #[inline]
    pub fn acquire_timeout(&self, timeout: Duration) -> Result<SyncPooled<'_, T, F, R>, PoolError> {
        let found = match self.find() {
            Err(PoolError::Full { .. }) if self.limit < entries::MAX => self.wait(timeout),
            found => found,
        };
        found.map(|found| self.lend(found))
    }

    /// Lends an idle object, or else one that `make` creates instead of the factory.
    ///
    /// # Errors
    ///
    /// Fails like [`try_acquire`](SyncObjectPool::try_acquire); `make` is then not called.
    ///
    /// ```
    /// use layout_core::alloc::SyncObjectPool;
    ///
    /// let pool = SyncObjectPool::new(Vec::<u8>::new, Vec::clear);
    /// let large = pool.try_acquire_or(|| Vec::with_capacity(1 << 20))?;
    /// assert!(large.capacity() >= 1 << 20);
    /// # Ok::<(), layout_core::alloc::PoolError>(())
    /// ```
    #[inline]
    pub fn try_acquire_or(
        &self,
        make: impl FnOnce() -> T,
    ) -> Result<SyncPooled<'_, T, F, R>, PoolError> {
        Ok(self.lend_or(self.find()?, make))
    }

    /// Adds an object to the pool and lends it. Dropping the guard resets the object and keeps it in the pool.
    ///
    /// # Errors
    ///
    /// Fails if the pool already has as many objects as its [limit](SyncObjectPool::with_limit) allows, or if there is
    /// no memory. The error holds the object.
    ///
    /// ```
    /// use layout_core::alloc::SyncObjectPool;
    ///
    /// let pool = SyncObjectPool::new(String::new, String::clear).with_limit(1);
    /// let mine = String::with_capacity(1000);
    /// drop(pool.attach(mine)?);
    /// assert!(pool.acquire().capacity() >= 1000);
    /// assert_eq!(pool.attach(String::from("one more")).unwrap_err().into_value(), "one more");
    /// # Ok::<(), layout_core::alloc::InsertError<String>>(())
    /// ```
    #[inline]
    pub fn attach(&self, object: T) -> Result<SyncPooled<'_, T, F, R>, InsertError<T>> {
        match self.find_vacant() {
            Ok(vacant) => Ok(SyncPooled::attached(self.make(vacant, || object), self)),
            Err(reason) => Err(InsertError::new(object, reason)),
        }
    }

    /// Like [`acquire`](SyncObjectPool::acquire), but the pool is shared, and the guard keeps it alive.
    /// A task can hold the guard across an `await`.
    ///
    /// Costs two more atomic operations, on the count of the `Arc`, which all threads share.
    ///
    /// # Panics
    ///
    /// Panics like [`acquire`](SyncObjectPool::acquire).
    ///
    /// ```
    /// use std::sync::Arc;
    /// use layout_core::alloc::SyncObjectPool;
    ///
    /// let pool = Arc::new(SyncObjectPool::new(String::new, String::clear));
    /// let mut text = pool.acquire_owned();
    /// std::thread::spawn(move || text.push_str("on its own")).join().unwrap();
    /// assert_eq!(pool.statistics().idle, 1);
    /// ```
    #[track_caller]
    #[inline]
    pub fn acquire_owned(self: &Arc<Self>) -> OwnedSyncPooled<T, F, R> {
        OwnedSyncPooled::new(self.acquire(), Arc::clone(self))
    }

    /// Like [`acquire_owned`](SyncObjectPool::acquire_owned), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails like [`try_acquire`](SyncObjectPool::try_acquire).
    #[inline]
    pub fn try_acquire_owned(self: &Arc<Self>) -> Result<OwnedSyncPooled<T, F, R>, PoolError> {
        Ok(OwnedSyncPooled::new(self.try_acquire()?, Arc::clone(self)))
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

    /// Like [`prefill`](SyncObjectPool::prefill), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if this exceeds a limit, or there is no memory. The objects created so far stay.
    #[inline]
    pub fn try_prefill(&self, count: usize) -> Result<(), PoolError> {
        if count > self.idle_limit {
            return Err(PoolError::Full { limit: self.idle_limit });
        }
        while self.idle.len(&self.entries) < count {
            self.keep(self.make(self.find_vacant()?, &self.factory));
        }
        Ok(())
    }

    /// Drops the idle objects.
    #[inline]
    pub fn clear(&self) {
        while let Some(index) = self.idle.take_any(&self.entries) {
            // SAFETY: the index came from the stack of idle objects.
            unsafe { self.destroy(self.entries.get(index)) };
        }
    }

    /// Returns figures about the pool, exact while no other thread uses it.
    ///
    /// Visits all objects, because each one counts how often it was lent.
    #[inline]
    pub fn statistics(&self) -> ObjectStatistics {
        let idle = self.idle.len(&self.entries);
        let misses = self.misses.load(Ordering::Relaxed);
        let used = self.used.load(Ordering::Acquire);
        // SAFETY: `use_new_entry` made the entries before it counted them.
        let entries = (0..used).map(|index| unsafe { self.entries.get(index) });
        let lent: u64 = entries.map(|entry| entry.lent.load(Ordering::Relaxed)).sum();
        ObjectStatistics {
            hits: lent.saturating_sub(misses),
            misses,
            live: self.objects.load(Ordering::Relaxed).saturating_sub(idle),
            idle,
            high_water: self.high_water.load(Ordering::Relaxed),
        }
    }

    #[inline(never)]
    fn acquire_slow(&self) -> Result<SyncPooled<'_, T, F, R>, PoolError> {
        self.find().map(|found| self.lend(found))
    }

    /// Something to lend, as soon as there is something.
    #[cold]
    #[inline]
    fn wait(&self, timeout: Duration) -> Result<Found<'_, T>, PoolError> {
        let found = self.waiting.wait(timeout, || match self.find() {
            Err(PoolError::Full { .. }) => None,
            found => Some(found),
        });
        found.unwrap_or(Err(self.full()))
    }

    /// Something to lend. Calls nothing of the user's.
    #[inline]
    fn find(&self) -> Result<Found<'_, T>, PoolError> {
        let near = self.idle.take(&self.entries);
        match near.or_else(|| self.idle.take_any(&self.entries)) {
            // SAFETY: the index came from a stack of idle objects.
            Some(index) => Ok(Found::Idle(unsafe { self.entries.get(index) })),
            None => self.find_vacant().map(Found::Vacant),
        }
    }

    /// An entry without an object, which is the caller's own.
    #[inline]
    fn find_vacant(&self) -> Result<Vacant<'_, T>, PoolError> {
        let index = match self.vacant.0.pop(&self.entries) {
            Some(index) => index,
            None => self.use_new_entry()?,
        };
        // SAFETY: the index came from `use_new_entry`, now or before it was vacant.
        Ok(Vacant(unsafe { self.entries.get(index) }))
    }

    /// The index of an entry that was never used. The entry is there.
    #[inline]
    fn use_new_entry(&self) -> Result<u32, PoolError> {
        let mut used = self.used.load(Ordering::Relaxed);
        loop {
            if used >= self.limit {
                return Err(self.full());
            }
            // Before the index is ours, so that it is not lost without memory.
            self.entries.make(used)?;
            // Release: who sees the count, in `statistics`, sees the entries.
            match self.used.compare_exchange_weak(
                used,
                used + 1,
                Ordering::Release,
                Ordering::Relaxed,
            ) {
                Ok(index) => return Ok(index),
                Err(now) => used = now,
            }
        }
    }

    /// The guard of what was found.
    #[inline]
    fn lend<'p>(&'p self, found: Found<'p, T>) -> SyncPooled<'p, T, F, R> {
        self.lend_or(found, &self.factory)
    }

    /// The guard of what was found, with an object by `make` if there is none.
    #[inline]
    fn lend_or<'p>(
        &'p self,
        found: Found<'p, T>,
        make: impl FnOnce() -> T,
    ) -> SyncPooled<'p, T, F, R> {
        let entry = match found {
            Found::Idle(entry) => entry,
            Found::Vacant(vacant) => {
                let entry = self.make(vacant, make);
                self.misses.fetch_add(1, Ordering::Relaxed);
                entry
            }
        };
        SyncPooled::new(entry, self)
    }

    /// Makes an object. It is in no stack.
    #[inline]
    fn make<'p>(&'p self, Vacant(entry): Vacant<'p, T>, make: impl FnOnce() -> T) -> &'p Entry<T> {
        let returned = ReturnVacant { pool: self, entry };
        let object = make();
        // SAFETY: the entry is ours, and has no object.
        unsafe { (*entry.object.get()).write(object) };
        mem::forget(returned);
        let objects = self.objects.fetch_add(1, Ordering::Relaxed) + 1;
        self.high_water.fetch_max(objects, Ordering::Relaxed);
        entry
    }

    /// Resets an object and keeps it, or drops it.
    ///
    /// # Safety
    ///
    /// The object was lent by this pool, and its guard is gone.
    #[inline(always)]
    unsafe fn give_back(&self, entry: &Entry<T>) {
        if !self.plain {
            // SAFETY: by the caller.
            return unsafe { self.give_back_checked(entry) };
        }
        let spoiled = Spoiled { pool: self, entry };
        // SAFETY: the object is ours, and nobody else uses it.
        (self.reset)(unsafe { (*entry.object.get()).assume_init_mut() });
        mem::forget(spoiled);
        // Nobody waits, as there is no limit.
        self.idle.give(&self.entries, entry.index);
    }

    /// Resets an object and keeps it, or drops it, as the limits are and as the thread is.
    ///
    /// # Safety
    ///
    /// As [`give_back`](Self::give_back).
    #[inline(never)]
    unsafe fn give_back_checked(&self, entry: &Entry<T>) {
        let spoiled = Spoiled { pool: self, entry };
        if self.discards && std::thread::panicking() {
            return;
        }
        // SAFETY: the object is ours, and nobody else uses it.
        (self.reset)(unsafe { (*entry.object.get()).assume_init_mut() });
        if self.idle_limit != usize::MAX && self.idle.len(&self.entries) >= self.idle_limit {
            return;
        }
        mem::forget(spoiled);
        self.keep(entry);
    }

    /// Adds an object, which is the caller's own, to the idle ones.
    #[inline(always)]
    fn keep(&self, entry: &Entry<T>) {
        if self.limit == entries::MAX {
            // Nobody waits.
            return self.idle.give(&self.entries, entry.index);
        }
        self.idle.give_in_order(&self.entries, entry.index);
        self.waiting.notify();
    }

    /// Moves an object out of the pool.
    ///
    /// # Safety
    ///
    /// The object was lent by this pool, and its guard is gone.
    #[inline]
    unsafe fn take_out(&self, entry: &Entry<T>) -> T {
        let _vacant = ReturnVacant { pool: self, entry };
        self.objects.fetch_sub(1, Ordering::Relaxed);
        // SAFETY: the object is ours, and its entry is vacant from now on.
        unsafe { (*entry.object.get()).assume_init_read() }
    }

    /// Drops an object.
    ///
    /// # Safety
    ///
    /// The object is in no stack and has no guard.
    #[cold]
    #[inline]
    unsafe fn destroy(&self, entry: &Entry<T>) {
        let _vacant = ReturnVacant { pool: self, entry };
        self.objects.fetch_sub(1, Ordering::Relaxed);
        // SAFETY: the object is ours.
        unsafe { (*entry.object.get()).assume_init_drop() };
    }

    #[inline]
    const fn full(&self) -> PoolError {
        PoolError::Full { limit: self.limit as usize }
    }
}

/// What [`SyncObjectPool::find`] found.
enum Found<'p, T> {
    /// An object in no stack.
    Idle(&'p Entry<T>),
    Vacant(Vacant<'p, T>),
}

/// An entry without an object, which nobody else has.
struct Vacant<'p, T>(&'p Entry<T>);

/// Gives an entry back without an object when this is dropped.
struct ReturnVacant<'p, T, F: Fn() -> T, R: Fn(&mut T)> {
    pool: &'p SyncObjectPool<T, F, R>,
    entry: &'p Entry<T>,
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for ReturnVacant<'_, T, F, R> {
    #[inline]
    fn drop(&mut self) {
        self.pool.vacant.0.push(&self.pool.entries, self.entry.index);
        self.pool.waiting.notify();
    }
}

/// An object that is dropped when this is.
struct Spoiled<'p, T, F: Fn() -> T, R: Fn(&mut T)> {
    pool: &'p SyncObjectPool<T, F, R>,
    entry: &'p Entry<T>,
}

impl<T, F: Fn() -> T, R: Fn(&mut T)> Drop for Spoiled<'_, T, F, R> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it is made in `give_back` and `give_back_checked` alone, of an object without a guard that is in no stack.
        unsafe { self.pool.destroy(self.entry) };
    }
}

impl<T, F, R> Drop for SyncObjectPool<T, F, R> {
    #[inline]
    fn drop(&mut self) {
        /// Goes on with the others when the drop of an object panics.
        struct DropAll<'p, T> {
            idle: &'p Shards,
            entries: &'p Entries<T>,
        }

        impl<T> Drop for DropAll<'_, T> {
            #[inline]
            fn drop(&mut self) {
                while let Some(index) = self.idle.take_any(self.entries) {
                    let rest = DropAll { idle: self.idle, entries: self.entries };
                    // SAFETY: the object was idle, and is ours.
                    unsafe { (*self.entries.get(index).object.get()).assume_init_drop() };
                    mem::forget(rest);
                }
            }
        }

        drop(DropAll { idle: &self.idle, entries: &self.entries });
    }
}

impl<T, F, R> fmt::Debug for SyncObjectPool<T, F, R> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncObjectPool")
            .field("objects", &self.objects.load(Ordering::Relaxed))
            .finish_non_exhaustive()
    }
}
