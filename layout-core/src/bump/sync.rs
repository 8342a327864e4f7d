use core::alloc::Layout;
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::vec::Vec;

use super::allocate::{self, Arena, allocation_methods};
use super::boxed::BumpBox;
use super::bump::Bump;

use super::chunks::Global;
use crate::alloc_error::{AllocError, Failure, InitError};

/// An arena for several threads: each thread allocates from its own part, and all values live as long as the whole.
///
/// A thread takes a [`local`](Self::local) part, which costs a lock, and gives it back by dropping it. The next thread
/// continues in the same chunks. Allocations take no lock. Values may be passed between threads if their types allow
/// it.
///
/// ```
/// use layout_core::alloc::SyncBump;
///
/// let arena: SyncBump = SyncBump::new();
/// let lengths = std::thread::scope(|threads| {
///     let work = ["one", "three"].map(|word| {
///         let arena = &arena;
///         threads.spawn(move || arena.local().alloc_str(word))
///     });
///     work.map(|thread| thread.join().unwrap()) // the texts outlive their threads
/// });
/// assert_eq!(lengths, ["one", "three"]);
/// ```
///
/// With rayon, `for_each_init(|| arena.local(), |bump, item| ...)` uses one part for many items.
#[doc(alias = "Herd")]
pub struct SyncBump<const MIN_ALIGN: usize = 1> {
    /// The arenas that no thread has.
    idle: Mutex<Vec<Bump<MIN_ALIGN>>>,
}

impl<const MIN_ALIGN: usize> SyncBump<MIN_ALIGN> {
    /// Creates an arena without allocating.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self { idle: Mutex::new(Vec::new()) }
    }

    /// Takes a part for this thread: one that another thread has given back, or a new one.
    #[inline]
    pub fn local(&self) -> LocalBump<'_, MIN_ALIGN> {
        let idle = self.idle().pop();
        let bump = idle.unwrap_or_else(|| Bump::new_in(Global));
        LocalBump { bump: ManuallyDrop::new(bump), home: self }
    }

    /// Forgets all allocations of all threads. Each part keeps its largest chunk.
    ///
    /// ```
    /// # use layout_core::alloc::SyncBump;
    /// let mut arena: SyncBump = SyncBump::new();
    /// assert_eq!(*arena.local().alloc(1), 1);
    /// arena.reset();
    /// ```
    #[inline]
    pub fn reset(&mut self) {
        for bump in self.idle.get_mut().unwrap_or_else(PoisonError::into_inner) {
            bump.reset();
        }
    }

    /// Returns the number of bytes that the parts have taken from the global allocator, except for parts that
    /// threads hold at the moment.
    #[inline]
    pub fn allocated_bytes(&self) -> usize {
        self.idle().iter().map(Bump::allocated_bytes).sum()
    }

    #[inline]
    fn idle(&self) -> MutexGuard<'_, Vec<Bump<MIN_ALIGN>>> {
        // Whoever panicked has left a list of arenas, as ever.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<const MIN_ALIGN: usize> Default for SyncBump<MIN_ALIGN> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<const MIN_ALIGN: usize> Debug for SyncBump<MIN_ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncBump").field("idle", &*self.idle()).finish()
    }
}

/// One thread's part of a [`SyncBump`]. Its values live as long as the whole arena.
///
/// [`SyncBump::local`] creates it; dropping it gives it back. A part that you forget leaks its chunks. So does a part
/// that is dropped when there is no memory to record its return. The values in these chunks stay valid.
pub struct LocalBump<'h, const MIN_ALIGN: usize = 1> {
    /// Taken out by `drop` only.
    bump: ManuallyDrop<Bump<MIN_ALIGN>>,
    home: &'h SyncBump<MIN_ALIGN>,
}

impl<'h, const MIN_ALIGN: usize> LocalBump<'h, MIN_ALIGN> {
    /// Calls `work` with an arena whose memory is given back when `work` returns or unwinds: see [`Bump::scope`].
    ///
    /// ```
    /// # use layout_core::alloc::SyncBump;
    /// let arena: SyncBump = SyncBump::new();
    /// let local = arena.local();
    /// assert_eq!(local.scope(|scratch| *scratch.alloc(1) + *scratch.alloc(2)), 3);
    /// ```
    pub fn scope<R>(&self, work: impl FnOnce(&Bump<MIN_ALIGN>) -> R) -> R {
        self.bump.scope(work)
    }

    /// Returns the number of bytes that this part has taken from the global allocator.
    #[inline]
    pub fn allocated_bytes(&self) -> usize {
        self.bump.allocated_bytes()
    }

    allocation_methods!(
        "let arena: SyncBump = SyncBump::new();
    let bump = arena.local();",
        'h
    );
}

// SAFETY: as for `Bump`, and the chunks stay during `'h`: when this is dropped, the arena with its chunks
// goes back to the `SyncBump`, which frees them when it is borrowed mutably or dropped.
unsafe impl<'h, const MIN_ALIGN: usize> Arena<'h> for &LocalBump<'h, MIN_ALIGN> {
    #[inline(always)]
    #[track_caller]
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F> {
        (&*self.bump).alloc_type()
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F> {
        (&*self.bump).alloc_like(values)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F> {
        (&*self.bump).alloc_array(len)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_aligned<T, F: Failure>(self, align: usize) -> Result<NonNull<T>, F> {
        Arena::alloc_aligned(&*self.bump, align)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_in_line<T, F: Failure>(self, line: usize) -> Result<NonNull<T>, F> {
        (&*self.bump).alloc_in_line(line)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_any<F: Failure>(self, layout: Layout) -> Result<NonNull<u8>, F> {
        (&*self.bump).alloc_any(layout)
    }

    #[inline(always)]
    unsafe fn resize(self, memory: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: the contract is the same.
        unsafe { (&*self.bump).resize(memory, old, new) }
    }
}

impl<const MIN_ALIGN: usize> Drop for LocalBump<'_, MIN_ALIGN> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the field is not used after this.
        let bump = unsafe { ManuallyDrop::take(&mut self.bump) };
        let mut idle = self.home.idle();
        match idle.try_reserve(1) {
            Ok(()) => idle.push(bump),
            // What was allocated in it must stay.
            Err(_) => mem::forget(bump),
        }
    }
}

impl<const MIN_ALIGN: usize> Debug for LocalBump<'_, MIN_ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalBump").field(&*self.bump).finish()
    }
}
