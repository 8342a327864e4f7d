//! The memory of a pool: blocks of the global allocator, each a row of pages.

use core::alloc::Layout;
use core::ptr::{self, NonNull};

use super::layout::SlotLayout;
use crate::alloc::pools::PoolError;

/// One block of memory: pages, then this record, then (in debug builds) a [`State`] for each slot.
///
/// It is made and used by one [`Slots`](super::Slots), through raw pointers that all come from the
/// block's allocation. Slots are handed out a page at a time, in the order of their addresses.
pub(super) struct Segment {
    pub(super) next: *mut Segment,
    /// The start of the block, which is that of its first page.
    base: NonNull<u8>,
    /// What the block was allocated with.
    block: Layout,
    /// How many slots the pages have, less what a limit forbids.
    pub(super) slots: usize,
    /// How many of them have been handed to the free list once.
    pub(super) threaded: usize,
    /// Room to count in, see `Slots::shrink`.
    pub(super) free: usize,
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
    pub(super) fn allocate(
        layout: &SlotLayout,
        slots: usize,
    ) -> Result<NonNull<Segment>, PoolError> {
        let (block, record) = Self::block(layout, slots).ok_or(PoolError::Overflow)?;
        // SAFETY: the block holds a `Segment`, so its size is not 0.
        let base = unsafe { std_alloc::alloc::alloc(block) };
        let base = NonNull::new(base).ok_or(PoolError::OutOfMemory { layout: block })?;
        // SAFETY: `block` has room for a `Segment` at `record`, which is aligned for one: both by
        // `Layout::extend`.
        let segment = unsafe { base.byte_add(record).cast::<Segment>() };
        let value = Segment { next: ptr::null_mut(), base, block, slots, threaded: 0, free: 0 };
        // SAFETY: see above.
        unsafe { segment.write(value) };
        #[cfg(debug_assertions)]
        // SAFETY: the block ends with `slots` bytes after the record, by `Self::block`.
        unsafe {
            segment.add(1).cast::<State>().write_bytes(State::Free as u8, slots);
        }
        Ok(segment)
    }

    /// The layout of a block, and where in it the record lies; `None` if it is too large for an address.
    fn block(layout: &SlotLayout, slots: usize) -> Option<(Layout, usize)> {
        let bytes = slots.div_ceil(layout.slots).checked_mul(layout.page)?;
        let pages = Layout::from_size_align(bytes, layout.page_align).ok()?;
        let (block, record) = pages.extend(Layout::new::<Segment>()).ok()?;
        let states = if cfg!(debug_assertions) { slots } else { 0 };
        let block =
            Layout::from_size_align(block.size().checked_add(states)?, block.align()).ok()?;
        Some((block, record))
    }

    /// Gives the block back.
    ///
    /// # Safety
    ///
    /// `segment` came from [`Segment::allocate`], and nobody uses it or a slot of it any more.
    pub(super) unsafe fn release(segment: NonNull<Segment>) {
        // SAFETY: the segment is alive, by the caller's promise.
        let (base, block) = unsafe { ((*segment.as_ptr()).base, (*segment.as_ptr()).block) };
        // SAFETY: `base` was allocated with `block`, see `allocate`.
        unsafe { std_alloc::alloc::dealloc(base.as_ptr(), block) };
    }

    /// How many slots have never been handed to the free list.
    pub(super) fn unused(&self) -> usize {
        self.slots - self.threaded
    }

    /// Where page `index` begins.
    ///
    /// # Safety
    ///
    /// The page has a slot: `index * layout.slots < self.slots`, with the layout it was allocated with.
    pub(super) unsafe fn page(&self, layout: &SlotLayout, index: usize) -> NonNull<u8> {
        // SAFETY: the block has `slots.div_ceil(layout.slots)` pages, see `block`.
        unsafe { self.base.byte_add(index * layout.page) }
    }

    /// Whether this address lies in a page of the block.
    pub(super) fn holds(&self, address: usize) -> bool {
        let start = self.base.addr().get();
        (start..ptr::from_ref(self).addr()).contains(&address)
    }

    /// The index of the slot that begins at this address.
    #[cfg(debug_assertions)]
    pub(super) fn index_of(&self, layout: &SlotLayout, address: usize) -> Option<usize> {
        let offset = address.checked_sub(self.base.addr().get())?;
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
    /// `segment` is alive and `index` is less than its number of slots.
    #[cfg(debug_assertions)]
    pub(super) unsafe fn state(segment: *mut Segment, index: usize) -> *mut State {
        // SAFETY: the block ends with a state for each slot after the record, see `block`.
        unsafe { segment.add(1).cast::<State>().add(index) }
    }
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use core::alloc::Layout;
    use core::ptr::{self, NonNull};

    use super::{Segment, SlotLayout};

    /// Of all addresses in the pages those of the slots that were handed out have an index.
    #[test]
    fn addresses_of_slots_have_an_index() {
        const START: usize = 1 << 20;
        for (size, slots, threaded) in
            [(24, 300, 200), (600, 20, 20), (16, 255, 254), (10_000, 3, 2)]
        {
            let value = Layout::from_size_align(size, 8).unwrap();
            for layout in [SlotLayout::owned(value, 1), SlotLayout::plain(value)] {
                let base = NonNull::new(ptr::without_provenance_mut(START)).unwrap();
                let (next, block) = (ptr::null_mut(), value);
                let segment = Segment { next, base, block, slots, threaded, free: 0 };
                let mut found = 0;
                for offset in 0..slots.div_ceil(layout.slots) * layout.page {
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
