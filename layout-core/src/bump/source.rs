use core::alloc::Layout;
use core::ptr::NonNull;

/// Where an arena gets its chunks.
///
/// [`Global`] is the program's global allocator. With the feature `allocator-api2`, any
/// `allocator_api2::alloc::Allocator` becomes a source in an `AllocatorSource`.
///
/// # Safety
///
/// What [`allocate_chunk`](Self::allocate_chunk) returns is valid for reads and writes of `layout.size()` bytes,
/// aligned to `layout.align()`, used by nobody else, and stays so until it is passed to
/// [`deallocate_chunk`](Self::deallocate_chunk) or until the source is dropped, wherever the source is moved.
///
/// A method that unwinds leaks memory at most, and one that uses the arena that calls it gets memory of
/// its own: neither is forbidden, and neither is of any use.
pub unsafe trait ChunkSource {
    /// Memory of that layout, or `None`. The size is not 0.
    fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>>;

    /// Takes memory back.
    ///
    /// # Safety
    ///
    /// `memory` was returned by this source's [`allocate_chunk`](Self::allocate_chunk) for this `layout`, and nobody
    /// uses it any more.
    unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout);
}

/// The program's global allocator, as a source of chunks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Global;

// SAFETY: the contract of `GlobalAlloc` is that of `ChunkSource`.
unsafe impl ChunkSource for Global {
    #[inline]
    fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: the caller asks for more than 0 bytes, by the trait's contract.
        NonNull::new(unsafe { std_alloc::alloc::alloc(layout) })
    }

    #[inline]
    unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout) {
        // SAFETY: by the contract of this function, `memory` came from `alloc` with this layout.
        unsafe { std_alloc::alloc::dealloc(memory.as_ptr(), layout) }
    }
}

/// Any `Allocator` of a version of `allocator-api2` as a source of chunks.
#[cfg(any(feature = "allocator-api2", feature = "allocator-api2-04"))]
macro_rules! allocator_source {
    ($(#[$doc:meta])* $name:ident, $krate:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name<A>(pub A);

        // SAFETY: the contract of `Allocator` includes that of `ChunkSource`.
        unsafe impl<A: $krate::alloc::Allocator> ChunkSource for $name<A> {
            #[inline]
            fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>> {
                self.0.allocate(layout).ok().map(NonNull::cast)
            }

            #[inline]
            unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout) {
                // SAFETY: the contract of this function is that of the allocator's.
                unsafe { self.0.deallocate(memory, layout) }
            }
        }
    };
}

#[cfg(feature = "allocator-api2")]
allocator_source! {
    /// An allocator of `allocator-api2` 0.2 as a source of chunks: an arena in another, for one.
    ///
    /// ```
    /// use layout_core::alloc::{AllocatorSource, Bump};
    ///
    /// let outer = Bump::new();
    /// let inner: Bump<1, _> = Bump::new_in(AllocatorSource(&outer));
    /// assert_eq!(*inner.alloc(1), 1);
    /// ```
    AllocatorSource, allocator_api2
}
#[cfg(feature = "allocator-api2-04")]
allocator_source! {
    /// An allocator of `allocator-api2` 0.4 as a source of chunks.
    AllocatorSource04, allocator_api2_04
}
