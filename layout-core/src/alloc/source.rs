use core::alloc::Layout;
use core::ptr::NonNull;

/// Where an arena gets its chunks.
///
/// [`Global`] is the program's global allocator. With the feature `allocator-api2`, every
/// `allocator_api2::alloc::Allocator` is a source. So a type implements one of the two traits, not both:
/// that would not compile as soon as any crate of the program turns the feature on.
///
/// # Safety
///
/// What [`allocate`](Self::allocate) returns is valid for reads and writes of `layout.size()` bytes,
/// aligned to `layout.align()`, used by nobody else, and stays so until it is passed to
/// [`deallocate`](Self::deallocate) or until the source is dropped, wherever the source is moved.
///
/// A method that unwinds leaks memory at most, and one that uses the arena that calls it gets memory of
/// its own: neither is forbidden, and neither is of any use.
pub unsafe trait ChunkSource {
    /// Memory of that layout, or `None`. The size is not 0.
    fn allocate(&self, layout: Layout) -> Option<NonNull<u8>>;

    /// Takes memory back.
    ///
    /// # Safety
    ///
    /// `memory` was returned by this source's [`allocate`](Self::allocate) for this `layout`, and nobody
    /// uses it any more.
    unsafe fn deallocate(&self, memory: NonNull<u8>, layout: Layout);
}

/// The program's global allocator, as a source of chunks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Global;

// SAFETY: the contract of `GlobalAlloc` is that of `ChunkSource`.
unsafe impl ChunkSource for Global {
    #[inline]
    fn allocate(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: the caller asks for more than 0 bytes, by the trait's contract.
        NonNull::new(unsafe { std_alloc::alloc::alloc(layout) })
    }

    #[inline]
    unsafe fn deallocate(&self, memory: NonNull<u8>, layout: Layout) {
        // SAFETY: by the contract of this function, `memory` came from `alloc` with this layout.
        unsafe { std_alloc::alloc::dealloc(memory.as_ptr(), layout) }
    }
}

#[cfg(feature = "allocator-api2")]
// SAFETY: the contract of `Allocator` includes that of `ChunkSource`.
unsafe impl<A: allocator_api2::alloc::Allocator> ChunkSource for A {
    #[inline]
    fn allocate(&self, layout: Layout) -> Option<NonNull<u8>> {
        allocator_api2::alloc::Allocator::allocate(self, layout).ok().map(NonNull::cast)
    }

    #[inline]
    unsafe fn deallocate(&self, memory: NonNull<u8>, layout: Layout) {
        // SAFETY: the contract of this function is that of the allocator's.
        unsafe { allocator_api2::alloc::Allocator::deallocate(self, memory, layout) }
    }
}
