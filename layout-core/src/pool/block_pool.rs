//! Raw blocks of one size and alignment.

use core::alloc::Layout;
use core::fmt;
use core::ops::Deref;
use core::ptr::NonNull;
use std_alloc::rc::Rc;

use super::PoolError;
use super::pool::raw::RawPool;
use super::slots::SlotLayout;
use crate::layout::TypeLayout;

/// A pool of memory blocks whose [`Layout`] you choose at run time: a [`Pool`](super::Pool) without a type.
///
/// With the feature `allocator-api2`, `&BlockPool` is an
/// [`Allocator`](https://docs.rs/allocator-api2/0.2/allocator_api2/alloc/trait.Allocator.html). Use it for collections
/// that allocate nodes of one size, or for boxes. Each allocation up to the block's size and alignment takes one block;
/// larger allocations fail. [`RcBlockPool`] is an allocator that owns its pool.
///
/// # Costs
///
/// Same as a [`Pool`](super::Pool), but pages have no header. A block takes its size, rounded up to its alignment,
/// which is at least that of a pointer. The layout is read at run time, but only when memory is taken from the global
/// allocator.
///
/// # Example
///
/// ```
/// use core::alloc::Layout;
/// use layout_core::alloc::BlockPool;
///
/// let pool = BlockPool::new(Layout::from_size_align(100, 32)?);
/// let block = pool.acquire();
/// assert_eq!(block.addr().get() % 32, 0);
/// // SAFETY: the block is this pool's, and is not used any more.
/// unsafe { pool.release(block) };
/// assert!(pool.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct BlockPool {
    raw: RawPool,
    slots: SlotLayout,
    block: Layout,
}

// SAFETY: blocks are used through raw pointers, whose users answer for their threads; the pool itself is
// used by one thread at a time.
unsafe impl Send for BlockPool {}

impl BlockPool {
    /// Creates a pool of blocks of this size and alignment, without allocating.
    #[inline]
    pub const fn new(block: Layout) -> Self {
        Self { raw: RawPool::new(usize::MAX), slots: SlotLayout::plain(block), block }
    }

    /// Creates a pool of blocks of this size and alignment, with memory for `capacity` blocks.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory for `capacity` blocks.
    #[track_caller]
    #[inline]
    pub fn with_capacity(block: Layout, capacity: usize) -> Self {
        let pool = Self::new(block);
        pool.reserve(capacity);
        pool
    }

    /// Like [`with_capacity`](BlockPool::with_capacity), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory for `capacity` blocks.
    #[inline]
    pub fn try_with_capacity(block: Layout, capacity: usize) -> Result<Self, PoolError> {
        let pool = Self::new(block);
        pool.try_reserve(capacity)?;
        Ok(pool)
    }

    /// Limits the pool to `limit` blocks: see [`set_limit`](BlockPool::set_limit).
    #[must_use]
    #[inline]
    pub const fn with_limit(mut self, limit: usize) -> Self {
        self.set_limit(Some(limit));
        self
    }

    /// Sets the maximum number of blocks. A pool that already has memory for more blocks keeps it.
    #[inline]
    pub const fn set_limit(&mut self, limit: Option<usize>) {
        self.raw.set_limit(limit);
    }

    /// Returns the maximum number of blocks, if there is a limit.
    #[inline]
    pub const fn limit(&self) -> Option<usize> {
        self.raw.limit()
    }

    /// Creates a pool of blocks for values of type `T`.
    ///
    /// ```
    /// # use layout_core::alloc::BlockPool;
    /// assert_eq!(BlockPool::of::<[u16; 5]>().block().size(), 10);
    /// ```
    pub const fn of<T>() -> Self {
        Self::new(Layout::new::<T>())
    }

    /// Creates a pool of blocks for values of a described type. For an unsized type, a block has room for a value with
    /// an empty tail.
    ///
    /// # Panics
    ///
    /// Panics if the description has a size or an alignment that no type can have.
    ///
    /// ```
    /// use layout_core::Layout;
    /// use layout_core::alloc::BlockPool;
    ///
    /// #[derive(Layout)]
    /// struct Node {
    ///     key: u64,
    ///     next: Option<Box<Node>>,
    /// }
    ///
    /// assert_eq!(BlockPool::described_by(&Node::LAYOUT).block().size(), 16);
    /// ```
    #[inline]
    pub const fn described_by(layout: &TypeLayout) -> Self {
        match Layout::from_size_align(layout.size, layout.align) {
            Ok(block) => Self::new(block),
            Err(_) => panic!("the layout has a size or alignment that no type has"),
        }
    }

    /// Returns the size and alignment of the blocks.
    #[inline]
    pub const fn block(&self) -> Layout {
        self.block
    }

    /// Takes a block, uninitialized.
    ///
    /// # Panics
    ///
    /// Panics if the pool is full, or there is no memory.
    #[inline]
    #[track_caller]
    pub fn acquire(&self) -> NonNull<u8> {
        match self.try_acquire() {
            Ok(block) => block,
            Err(error) => error.handle(),
        }
    }

    /// Like [`acquire`](BlockPool::acquire), but returns an error if there is no block.
    ///
    /// # Errors
    ///
    /// Fails if the pool is full, or there is no memory.
    #[inline]
    pub fn try_acquire(&self) -> Result<NonNull<u8>, PoolError> {
        self.raw.acquire(&self.slots)
    }

    /// Gives a block back.
    ///
    /// # Safety
    ///
    /// The block came from [`acquire`](BlockPool::acquire) of this pool and was not given back since. Nobody uses it
    /// any more.
    ///
    /// # Panics
    ///
    /// Panics in debug builds if the block is not from this pool or was given back before.
    #[inline]
    pub unsafe fn release(&self, block: NonNull<u8>) {
        // SAFETY: by the caller.
        unsafe { self.raw.release(&self.slots, block) };
    }

    /// Reserves memory for `additional` blocks beyond those that are taken, in one step.
    ///
    /// # Panics
    ///
    /// Panics if this exceeds the limit, or there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.handle();
        }
    }

    /// Like [`reserve`](BlockPool::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if this exceeds the limit, or there is no memory.
    #[inline]
    pub fn try_reserve(&self, additional: usize) -> Result<(), PoolError> {
        self.raw.reserve(&self.slots, additional)
    }

    /// Gives each segment without taken blocks back to the global allocator.
    ///
    /// Takes time proportional to the number of free blocks, unless all blocks are free.
    #[inline]
    pub fn shrink_to_fit(&self) {
        self.raw.shrink();
    }

    /// Returns the number of blocks that are taken.
    #[inline]
    pub fn len(&self) -> usize {
        self.raw.live()
    }

    /// Returns whether no block is taken.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of blocks that fit without more memory.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.raw.capacity()
    }
}

impl fmt::Debug for BlockPool {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockPool")
            .field("block", &self.block)
            .field("len", &self.len())
            .field("capacity", &self.capacity())
            .finish_non_exhaustive()
    }
}

/// A [`BlockPool`] with several owners. Clones share the pool, and the last clone frees it.
///
/// With the feature `allocator-api2` it is an allocator that needs no lifetime. You can return its allocations from a
/// function, or keep them in a struct next to the pool.
///
/// ```
/// use layout_core::alloc::{BlockPool, RcBlockPool};
///
/// let pool = RcBlockPool::from(BlockPool::of::<[u64; 4]>());
/// let same = pool.clone();
/// let block = pool.acquire();
/// assert_eq!(same.len(), 1);
/// // SAFETY: the block is this pool's, and is not used any more.
/// unsafe { same.release(block) };
/// ```
#[derive(Clone, Debug)]
pub struct RcBlockPool(Rc<BlockPool>);

impl From<BlockPool> for RcBlockPool {
    #[inline]
    fn from(pool: BlockPool) -> Self {
        Self(Rc::new(pool))
    }
}

impl Deref for RcBlockPool {
    type Target = BlockPool;

    #[inline]
    fn deref(&self) -> &BlockPool {
        &self.0
    }
}

#[cfg(feature = "allocator-api2")]
mod allocator {
    use allocator_api2::alloc::{AllocError, Allocator};

    use super::{BlockPool, Layout, NonNull, RcBlockPool};

    // SAFETY: the pool stays where it is as long as an `RcBlockPool` of it is there, and clones are the same
    // pool; the rest as for `&BlockPool`.
    unsafe impl Allocator for RcBlockPool {
        #[inline]
        fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
            Allocator::allocate(&&*self.0, layout)
        }

        #[inline]
        unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
            // SAFETY: by the caller.
            unsafe { Allocator::deallocate(&&*self.0, block, layout) }
        }

        #[inline]
        unsafe fn grow(
            &self,
            block: NonNull<u8>,
            old: Layout,
            new: Layout,
        ) -> Result<NonNull<[u8]>, AllocError> {
            // SAFETY: by the caller.
            unsafe { Allocator::grow(&&*self.0, block, old, new) }
        }

        #[inline]
        unsafe fn shrink(
            &self,
            block: NonNull<u8>,
            old: Layout,
            new: Layout,
        ) -> Result<NonNull<[u8]>, AllocError> {
            // SAFETY: by the caller.
            unsafe { Allocator::shrink(&&*self.0, block, old, new) }
        }
    }

    impl BlockPool {
        #[inline]
        fn fits(&self, layout: Layout) -> bool {
            layout.size() <= self.block.size() && layout.align() <= self.block.align()
        }

        /// What an allocation of this layout gives to its owner: all of its block.
        #[inline]
        fn whole(&self, layout: Layout, block: NonNull<u8>) -> NonNull<[u8]> {
            let size = if layout.size() == 0 { 0 } else { self.block.size() };
            NonNull::slice_from_raw_parts(block, size)
        }
    }

    /// The address of an allocation without bytes.
    #[inline]
    fn nowhere(layout: Layout) -> NonNull<u8> {
        let align = core::num::NonZero::new(layout.align()).expect("an alignment is not 0");
        // As `NonNull::without_provenance`, which the MSRV does not have.
        NonNull::<u8>::dangling().map_addr(|_| align)
    }

    // SAFETY: a block stays where it is until it is given back, as the pool is borrowed, and copies of
    // the reference are the same pool.
    unsafe impl Allocator for &BlockPool {
        #[inline]
        fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
            if layout.size() == 0 {
                return Ok(self.whole(layout, nowhere(layout)));
            }
            if !self.fits(layout) {
                return Err(AllocError);
            }
            let block = BlockPool::try_acquire(self).map_err(|_| AllocError)?;
            Ok(self.whole(layout, block))
        }

        #[inline]
        unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
            if layout.size() != 0 {
                // SAFETY: by the caller; it came from `allocate` above, which took a block.
                unsafe { BlockPool::release(self, block) };
            }
        }

        #[inline]
        unsafe fn grow(
            &self,
            block: NonNull<u8>,
            old: Layout,
            new: Layout,
        ) -> Result<NonNull<[u8]>, AllocError> {
            if old.size() == 0 {
                return self.allocate(new);
            }
            if self.fits(new) { Ok(self.whole(new, block)) } else { Err(AllocError) }
        }

        #[inline]
        unsafe fn shrink(
            &self,
            block: NonNull<u8>,
            old: Layout,
            new: Layout,
        ) -> Result<NonNull<[u8]>, AllocError> {
            if new.size() == 0 {
                // SAFETY: by the caller.
                unsafe { Allocator::deallocate(self, block, old) };
                return Ok(self.whole(new, nowhere(new)));
            }
            if self.fits(new) { Ok(self.whole(new, block)) } else { Err(AllocError) }
        }
    }
}
