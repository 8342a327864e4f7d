//! Arenas as allocators of collections: those of `allocator_api2` and of hashbrown, and, with the feature `nightly`,
//! those of the standard library.

use core::alloc::Layout;
use core::ptr::NonNull;
#[cfg(feature = "std")]
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
#[cfg(feature = "alloc")]
use std_alloc::rc::Rc;

use super::allocate::Arena;
#[cfg(feature = "alloc")]
use super::bump::Bump;
#[cfg(feature = "alloc")]
use super::chunks::{ChunkSource, Global};
use super::fixed::FixedBump;
#[cfg(feature = "std")]
use super::sync::LocalBump;
use crate::alloc_error::AllocError;

/// What both versions of the crate ask for, in our own words.
trait Allocates {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError>;

    /// # Safety
    ///
    /// That of `Allocator::grow` and `Allocator::shrink`; with a new size of 0 also that of
    /// `Allocator::deallocate`.
    unsafe fn reallocate(
        &self,
        memory: NonNull<u8>,
        old: Layout,
        new: Layout,
    ) -> Result<NonNull<[u8]>, AllocError>;
}

#[inline]
fn allocate<'a>(arena: impl Arena<'a>, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
    let memory = arena.alloc_any::<AllocError>(layout)?;
    Ok(NonNull::slice_from_raw_parts(memory, layout.size()))
}

/// # Safety
///
/// As of [`Allocates::reallocate`].
#[inline]
unsafe fn reallocate<'a>(
    arena: impl Arena<'a>,
    memory: NonNull<u8>,
    old: Layout,
    new: Layout,
) -> Result<NonNull<[u8]>, AllocError> {
    let size = new.size();
    // The compiler knows the first, as the alignment seldom changes.
    if new.align() <= old.align() || memory.addr().get() % new.align() == 0 {
        // SAFETY: the memory was handed out for `old`; who asks uses no more than `new`, which is a layout.
        match unsafe { arena.resize(memory, old.size(), size) } {
            Some(memory) => return Ok(NonNull::slice_from_raw_parts(memory, size)),
            None if size <= old.size() => return Ok(NonNull::slice_from_raw_parts(memory, size)),
            None => {}
        }
    }
    // SAFETY: the contract is the same.
    unsafe { reallocate_elsewhere(arena, memory, old, new) }
}

/// # Safety
///
/// As of [`Allocates::reallocate`].
#[cold]
#[inline(never)]
unsafe fn reallocate_elsewhere<'a>(
    arena: impl Arena<'a>,
    memory: NonNull<u8>,
    old: Layout,
    new: Layout,
) -> Result<NonNull<[u8]>, AllocError> {
    let moved = allocate(arena, new)?;
    // SAFETY: the old memory is valid for the smaller of both sizes, and so is the new, which is ours
    // alone.
    unsafe { moved.cast().copy_from_nonoverlapping(memory, new.size().min(old.size())) };
    // SAFETY: the old memory was handed out for `old`, and is not used any more.
    unsafe { arena.resize(memory, old.size(), 0) };
    Ok(moved)
}

/// An [`Arena`] behind a reference, and the way to one behind a handle.
macro_rules! allocates {
    ($arena:ty, |$this:ident| $inner:expr $(, $($generics:tt)+)?) => {
        impl<$($($generics)+)?> Allocates for $arena {
            #[inline]
            fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
                let $this = self;
                allocate($inner, layout)
            }

            #[inline]
            unsafe fn reallocate(
                &self,
                memory: NonNull<u8>,
                old: Layout,
                new: Layout,
            ) -> Result<NonNull<[u8]>, AllocError> {
                let $this = self;
                // SAFETY: the contract is the same.
                unsafe { reallocate($inner, memory, old, new) }
            }
        }
    };
}

#[cfg(feature = "alloc")]
allocates!(&Bump<MIN_ALIGN, A>, |this| *this, const MIN_ALIGN: usize, A: ChunkSource);
allocates!(&FixedBump<'_>, |this| *this);
#[cfg(feature = "std")]
allocates!(&LocalBump<'_, MIN_ALIGN>, |this| *this, const MIN_ALIGN: usize);
#[cfg(feature = "alloc")]
allocates!(RcBump<MIN_ALIGN, A>, |this| &*this.0, const MIN_ALIGN: usize, A: ChunkSource);
#[cfg(feature = "std")]
allocates!(ArcBump<MIN_ALIGN, A>, |this| &*this.lock(), const MIN_ALIGN: usize, A: ChunkSource);

/// An arena that its collections own together.
///
/// Each collection holds a clone of this handle, and the arena is freed with the last one. Use it for a struct that
/// holds collections and their arena. Needs the feature `allocator-api2`.
///
/// ```
/// use layout_core::alloc::RcBump;
/// use layout_core::alloc::allocator_api2::vec::Vec;
///
/// struct Parsed {
///     lines: Vec<usize, RcBump>,
///     words: Vec<usize, RcBump>,
/// }
///
/// fn parse(text: &str) -> Parsed {
///     let bump = RcBump::new();
///     let mut parsed = Parsed { lines: Vec::new_in(bump.clone()), words: Vec::new_in(bump) };
///     parsed.lines.extend(text.lines().map(str::len));
///     parsed.words.extend(text.split_whitespace().map(str::len));
///     parsed
/// }
///
/// let parsed = parse("two words\nmore");
/// assert_eq!((&parsed.lines[..], &parsed.words[..]), (&[9, 4][..], &[3, 5, 4][..]));
/// ```
#[cfg(feature = "alloc")]
pub struct RcBump<const MIN_ALIGN: usize = 1, A: ChunkSource = Global>(Rc<Bump<MIN_ALIGN, A>>);

#[cfg(feature = "alloc")]
impl RcBump {
    /// Creates an arena without allocating.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::from_bump(Bump::new())
    }
}

#[cfg(feature = "alloc")]
impl<const MIN_ALIGN: usize, A: ChunkSource> RcBump<MIN_ALIGN, A> {
    /// Turns an arena into one that its handles own.
    #[must_use]
    #[inline]
    pub fn from_bump(bump: Bump<MIN_ALIGN, A>) -> Self {
        Self(Rc::new(bump))
    }
}

#[cfg(feature = "alloc")]
impl<const MIN_ALIGN: usize, A: ChunkSource> Clone for RcBump<MIN_ALIGN, A> {
    #[inline]
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

#[cfg(feature = "alloc")]
impl<const MIN_ALIGN: usize, A: ChunkSource + Default> Default for RcBump<MIN_ALIGN, A> {
    #[inline]
    fn default() -> Self {
        Self::from_bump(Bump::default())
    }
}

#[cfg(feature = "alloc")]
impl<const MIN_ALIGN: usize, A: ChunkSource> core::ops::Deref for RcBump<MIN_ALIGN, A> {
    type Target = Bump<MIN_ALIGN, A>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

#[cfg(feature = "alloc")]
impl<const MIN_ALIGN: usize, A: ChunkSource> core::fmt::Debug for RcBump<MIN_ALIGN, A> {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("RcBump").field(&self.0).finish()
    }
}

/// An [`RcBump`] for collections that move between threads, such as those of an asynchronous task.
///
/// Each allocation takes a lock, which is rarely contended. Needs the feature `allocator-api2`.
///
/// ```
/// use layout_core::alloc::ArcBump;
/// use layout_core::alloc::allocator_api2::vec::Vec;
///
/// let bump = ArcBump::new();
/// let mut numbers = Vec::new_in(bump.clone());
/// numbers.extend([1, 2]);
/// let sum = std::thread::spawn(move || numbers.iter().sum::<i32>());
/// assert_eq!(sum.join().unwrap(), 3);
/// ```
#[cfg(feature = "std")]
pub struct ArcBump<const MIN_ALIGN: usize = 1, A: ChunkSource = Global>(
    Arc<Mutex<Bump<MIN_ALIGN, A>>>,
);

#[cfg(feature = "std")]
impl ArcBump {
    /// Creates an arena without allocating.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::from_bump(Bump::new())
    }
}

#[cfg(feature = "std")]
impl<const MIN_ALIGN: usize, A: ChunkSource> ArcBump<MIN_ALIGN, A> {
    /// Turns an arena into one that its handles own.
    #[must_use]
    #[inline]
    pub fn from_bump(bump: Bump<MIN_ALIGN, A>) -> Self {
        Self(Arc::new(Mutex::new(bump)))
    }

    /// Returns the number of bytes that the arena has taken from its source.
    #[inline]
    pub fn allocated_bytes(&self) -> usize {
        self.lock().allocated_bytes()
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, Bump<MIN_ALIGN, A>> {
        // Whoever panicked, in the source, has left an arena that is as usable as before.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(feature = "std")]
impl<const MIN_ALIGN: usize, A: ChunkSource> Clone for ArcBump<MIN_ALIGN, A> {
    #[inline]
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(feature = "std")]
impl<const MIN_ALIGN: usize, A: ChunkSource + Default> Default for ArcBump<MIN_ALIGN, A> {
    #[inline]
    fn default() -> Self {
        Self::from_bump(Bump::default())
    }
}

#[cfg(feature = "std")]
impl<const MIN_ALIGN: usize, A: ChunkSource> core::fmt::Debug for ArcBump<MIN_ALIGN, A> {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("ArcBump").field(&*self.lock()).finish()
    }
}

/// The `Allocator` of a version of the crate, for one arena.
macro_rules! allocator {
    ($krate:ident, $arena:ty $(, $($generics:tt)+)?) => {
        // SAFETY: what an arena hands out stays while it is borrowed, as it is by a reference and its copies, or
        // while there is a handle that owns it, which gives no mutable access; it is not handed out again before
        // it is given back.
        unsafe impl<$($($generics)+)?> $krate::alloc::Allocator for $arena {
            #[inline]
            fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, $krate::alloc::AllocError> {
                Allocates::allocate(self, layout).map_err(|_| $krate::alloc::AllocError)
            }

            #[inline]
            unsafe fn deallocate(&self, memory: NonNull<u8>, layout: Layout) {
                // SAFETY: by the contract of this function the memory was handed out for this layout and
                // is not used any more. To shrink to nothing never fails.
                unsafe {
                    let nothing = Layout::from_size_align_unchecked(0, layout.align());
                    let _ = Allocates::reallocate(self, memory, layout, nothing);
                }
            }

            #[inline]
            unsafe fn grow(
                &self,
                memory: NonNull<u8>,
                old: Layout,
                new: Layout,
            ) -> Result<NonNull<[u8]>, $krate::alloc::AllocError> {
                // SAFETY: the contract is the same.
                unsafe { Allocates::reallocate(self, memory, old, new) }
                    .map_err(|_| $krate::alloc::AllocError)
            }

            #[inline]
            unsafe fn shrink(
                &self,
                memory: NonNull<u8>,
                old: Layout,
                new: Layout,
            ) -> Result<NonNull<[u8]>, $krate::alloc::AllocError> {
                // SAFETY: the contract is the same.
                unsafe { Allocates::reallocate(self, memory, old, new) }
                    .map_err(|_| $krate::alloc::AllocError)
            }
        }
    };
}

/// The `Allocator` of a version of the crate, for all arenas.
macro_rules! allocators {
    ($krate:ident) => {
        #[cfg(feature = "alloc")]
        allocator!($krate, &Bump<MIN_ALIGN, A>, const MIN_ALIGN: usize, A: ChunkSource);
        allocator!($krate, &FixedBump<'_>);
        #[cfg(feature = "std")]
        allocator!($krate, &LocalBump<'_, MIN_ALIGN>, const MIN_ALIGN: usize);
        #[cfg(feature = "alloc")]
        allocator!($krate, RcBump<MIN_ALIGN, A>, const MIN_ALIGN: usize, A: ChunkSource);
        #[cfg(feature = "std")]
        allocator!($krate, ArcBump<MIN_ALIGN, A>, const MIN_ALIGN: usize, A: ChunkSource);
    };
}

#[cfg(feature = "allocator-api2")]
allocators!(allocator_api2);
#[cfg(feature = "allocator-api2-04")]
allocators!(allocator_api2_04);
