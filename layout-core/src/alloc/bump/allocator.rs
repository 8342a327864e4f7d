//! Arenas as allocators of collections: `allocator_api2`'s, hashbrown's, and, with the feature `nightly`
//! of `allocator-api2`, those of the standard library.

use core::alloc::Layout;
use core::ptr::NonNull;

use allocator_api2::alloc::{AllocError as Refused, Allocator};

#[cfg(feature = "alloc")]
use super::bump::Bump;
use super::fixed::FixedBump;
#[cfg(feature = "std")]
use super::sync::LocalBump;
use super::values::Arena;
use crate::alloc::error::AllocError;
#[cfg(feature = "alloc")]
use crate::alloc::source::ChunkSource;

fn allocate<'a>(arena: impl Arena<'a>, layout: Layout) -> Result<NonNull<[u8]>, Refused> {
    match arena.alloc_any::<AllocError>(layout) {
        Ok(memory) => Ok(NonNull::slice_from_raw_parts(memory, layout.size())),
        Err(_) => Err(Refused),
    }
}

/// # Safety
///
/// That of [`Allocator::grow`] and [`Allocator::shrink`].
#[inline]
unsafe fn reallocate<'a>(
    arena: impl Arena<'a>,
    memory: NonNull<u8>,
    old: Layout,
    new: Layout,
) -> Result<NonNull<[u8]>, Refused> {
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
/// That of [`Allocator::grow`] and [`Allocator::shrink`].
#[cold]
#[inline(never)]
unsafe fn reallocate_elsewhere<'a>(
    arena: impl Arena<'a>,
    memory: NonNull<u8>,
    old: Layout,
    new: Layout,
) -> Result<NonNull<[u8]>, Refused> {
    let moved = allocate(arena, new)?;
    // SAFETY: the old memory is valid for the smaller of both sizes, and so is the new, which is ours
    // alone.
    unsafe { moved.cast().copy_from_nonoverlapping(memory, new.size().min(old.size())) };
    // SAFETY: the old memory was handed out for `old`, and is not used any more.
    unsafe { arena.resize(memory, old.size(), 0) };
    Ok(moved)
}

/// An allocator of a reference to an arena.
macro_rules! allocator {
    ($arena:ty $(, $($generics:tt)+)?) => {
        // SAFETY: what an arena hands out stays while it is borrowed, as it is by the allocator and its
        // copies; it is not handed out again before it is given back.
        unsafe impl<$($($generics)+)?> Allocator for &$arena {
            #[inline]
            fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, Refused> {
                allocate(*self, layout)
            }

            #[inline]
            unsafe fn deallocate(&self, memory: NonNull<u8>, layout: Layout) {
                // SAFETY: by the contract of this function the memory was handed out for this layout and
                // is not used any more.
                let _ = unsafe { self.resize(memory, layout.size(), 0) };
            }

            #[inline]
            unsafe fn grow(
                &self,
                memory: NonNull<u8>,
                old: Layout,
                new: Layout,
            ) -> Result<NonNull<[u8]>, Refused> {
                // SAFETY: the contract is the same.
                unsafe { reallocate(*self, memory, old, new) }
            }

            #[inline]
            unsafe fn shrink(
                &self,
                memory: NonNull<u8>,
                old: Layout,
                new: Layout,
            ) -> Result<NonNull<[u8]>, Refused> {
                // SAFETY: the contract is the same.
                unsafe { reallocate(*self, memory, old, new) }
            }
        }
    };
}

#[cfg(feature = "alloc")]
allocator!(Bump<MIN_ALIGN, A>, const MIN_ALIGN: usize, A: ChunkSource);
allocator!(FixedBump<'_>);
#[cfg(feature = "std")]
allocator!(LocalBump<'_, MIN_ALIGN>, const MIN_ALIGN: usize);
