//! The memory of a pool: blocks of the global allocator, each a row of pages.

use core::alloc::Layout;
use core::ptr::{self, NonNull};

use super::Link;
use super::layout::SlotLayout;
use crate::pool::PoolError;

/// One block of memory: pages, and (in debug builds) a [`State`] for each slot after them.
///
/// It is made and used by one [`Slots`](super::Slots), through raw pointers that all come from the
/// block's allocation. Slots are handed out a page at a time, in the order of their addresses.
///
/// Dropping a `Segment` does not free its block, see [`Segment::release`].
pub(super) struct Segment {
    /// The start of the block, which is that of its first page.
    base: NonNull<u8>,
    /// The length of the pages in bytes.
    pages: usize,
    /// What the block was allocated with.
    block: Layout,
    /// How many slots the pages have, less what a limit forbids.
    pub(super) slots: usize,
    /// How many of them have been handed to the free list once.
    pub(super) threaded: usize,
    /// Used by `Slots::shrink` alone, which leaves it empty.
    pub(super) idle: IdleSlots,
}

/// The free slots of one segment, while a pool is shrunk.
pub(super) struct IdleSlots {
    pub(super) count: usize,
    first: *mut Link,
    last: *mut Link,
}

impl IdleSlots {
    const EMPTY: Self = Self { count: 0, first: ptr::null_mut(), last: ptr::null_mut() };

    /// Adds a slot.
    ///
    /// # Safety
    ///
    /// The slot is a free one of this segment, and in no list.
    #[inline]
    pub(super) unsafe fn add(&mut self, slot: NonNull<Link>) {
        // SAFETY: a slot has room for a link, and nobody else uses this one.
        unsafe { Link::set(slot, self.first) };
        self.first = slot.as_ptr();
        if self.count == 0 {
            self.last = slot.as_ptr();
        }
        self.count += 1;
    }

    /// Puts all slots before those of a list, and returns the list.
    #[inline]
    pub(super) fn prepend_to(&mut self, list: *mut Link) -> *mut Link {
        let Self { first, last, .. } = core::mem::replace(self, Self::EMPTY);
        let Some(end) = NonNull::new(last) else { return list };
        // SAFETY: `add` was given free slots alone.
        unsafe { Link::set(end, list) };
        first
    }
}

/// What a debug build knows about a slot.
#[cfg(debug_assertions)]
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum State {
    Free,
    Taken,
}

impl Segment {
    /// A block with room for `slots` slots. They are not in any free list yet.
    #[inline]
    pub(super) fn allocate(layout: &SlotLayout, slots: usize) -> Result<Self, PoolError> {
        let (block, pages) = Self::block(layout, slots).ok_or(PoolError::Overflow)?;
        // SAFETY: there is a slot, so there is a page, and the block's size is not 0.
        let base = unsafe { std_alloc::alloc::alloc(block) };
        let base = NonNull::new(base).ok_or(PoolError::OutOfMemory { layout: block })?;
        #[cfg(debug_assertions)]
        // SAFETY: the block ends with `slots` bytes after the pages, by `Self::block`.
        unsafe {
            base.byte_add(pages).cast::<State>().write_bytes(State::Free as u8, slots);
        }
        Ok(Self { base, pages, block, slots, threaded: 0, idle: IdleSlots::EMPTY })
    }

    /// The layout of a block, and the length of its pages; `None` if it is too large for an address.
    #[inline]
    fn block(layout: &SlotLayout, slots: usize) -> Option<(Layout, usize)> {
        debug_assert!(slots > 0);
        let pages = slots.div_ceil(layout.slots).checked_mul(layout.page)?;
        let states = if cfg!(debug_assertions) { slots } else { 0 };
        let size = pages.checked_add(states)?;
        Some((Layout::from_size_align(size, layout.page_align).ok()?, pages))
    }

    /// Gives the block back.
    ///
    /// # Safety
    ///
    /// Nobody uses a slot of it any more.
    #[inline]
    pub(super) unsafe fn release(self) {
        // SAFETY: `base` was allocated with `block`, see `allocate`.
        unsafe { std_alloc::alloc::dealloc(self.base.as_ptr(), self.block) };
    }

    /// The address of the first page, by which segments are sorted.
    #[inline]
    pub(super) fn address(&self) -> usize {
        self.base.addr().get()
    }

    /// How many slots have never been handed to the free list.
    #[inline]
    pub(super) fn unused(&self) -> usize {
        self.slots - self.threaded
    }

    /// Where page `index` begins.
    ///
    /// # Safety
    ///
    /// The page has a slot: `index * layout.slots < self.slots`, with the layout it was allocated with.
    #[inline]
    pub(super) unsafe fn page(&self, layout: &SlotLayout, index: usize) -> NonNull<u8> {
        // SAFETY: the block has `slots.div_ceil(layout.slots)` pages, see `block`.
        unsafe { self.base.byte_add(index * layout.page) }
    }

    /// Whether this address lies in a page of the block.
    #[inline]
    pub(super) fn holds(&self, address: usize) -> bool {
        address.checked_sub(self.address()).is_some_and(|offset| offset < self.pages)
    }

    /// The segment that holds an address, of segments that are sorted by address.
    #[inline]
    pub(super) fn find(sorted: &[Self], address: usize) -> Option<usize> {
        let above = sorted.partition_point(|segment| segment.address() <= address);
        above.checked_sub(1).filter(|&index| sorted[index].holds(address))
    }

    /// The index of the slot that begins at this address.
    #[cfg(debug_assertions)]
    #[inline]
    pub(super) fn index_of(&self, layout: &SlotLayout, address: usize) -> Option<usize> {
        let offset = address.checked_sub(self.address())?;
        let (page, inside) = (offset / layout.page, offset % layout.page);
        let inside = inside.checked_sub(layout.first)?;
        let index = page * layout.slots + inside / layout.stride;
        (inside % layout.stride == 0
            && inside / layout.stride < layout.slots
            && index < self.threaded)
            .then_some(index)
    }

    /// Where the state of slot `index` is.
    ///
    /// # Safety
    ///
    /// `index` is less than the number of slots.
    #[cfg(debug_assertions)]
    #[inline]
    pub(super) unsafe fn state(&self, index: usize) -> NonNull<State> {
        // SAFETY: the block ends with a state for each slot after the pages, see `block`.
        unsafe { self.base.byte_add(self.pages).cast::<State>().add(index) }
    }
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use core::alloc::Layout;
    use core::ptr::{self, NonNull};

    use super::{IdleSlots, Segment, SlotLayout};

    /// Of all addresses in the pages those of the slots that were handed out have an index.
    #[test]
    fn addresses_of_slots_have_an_index() {
        const START: usize = 1 << 20;
        for (size, slots, threaded) in
            [(24, 300_usize, 200), (600, 20, 20), (16, 255, 254), (10_000, 3, 2)]
        {
            let value = Layout::from_size_align(size, 8).unwrap();
            for layout in [SlotLayout::owned(value, 1), SlotLayout::plain(value)] {
                let base = NonNull::new(ptr::without_provenance_mut(START)).unwrap();
                let pages = slots.div_ceil(layout.slots) * layout.page;
                let (block, idle) = (value, IdleSlots::EMPTY);
                let segment = Segment { base, pages, block, slots, threaded, idle };
                let mut found = 0;
                for offset in 0..pages {
                    let (page, inside) = (offset / layout.page, offset % layout.page);
                    let begins = |slot: &usize| layout.first + slot * layout.stride == inside;
                    let slot = (0..layout.slots).find(begins);
                    let index = slot.map(|slot| page * layout.slots + slot);
                    let index = index.filter(|index| *index < threaded);
                    assert_eq!(segment.index_of(&layout, START + offset), index, "{layout:?}");
                    found += usize::from(index.is_some());
                }
                assert_eq!(found, threaded, "{layout:?}");
                assert_eq!(segment.index_of(&layout, START - 1), None);
            }
        }
    }
}
