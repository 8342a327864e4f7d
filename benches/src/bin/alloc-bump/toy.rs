//! The allocator that tutorials show, written anew: one block at alignment 8, one offset, nothing else.
//! Its sum can overflow, its block is never larger, and it aligns the offset instead of the address.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};

pub(crate) struct Toy {
    memory: *mut u8,
    size: usize,
    offset: usize,
}

impl Toy {
    pub(crate) fn new(size: usize) -> Self {
        let layout = Self::layout(size);
        // SAFETY: the size is not 0.
        let memory = unsafe { alloc(layout) };
        if memory.is_null() {
            handle_alloc_error(layout);
        }
        Self { memory, size, offset: 0 }
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size.max(1), 8).expect("a block is smaller than `isize::MAX`")
    }

    #[inline]
    pub(crate) fn allocate(&mut self, layout: Layout) -> Option<*mut u8> {
        let aligned = (self.offset + layout.align() - 1) & !(layout.align() - 1);
        if aligned + layout.size() > self.size {
            return None;
        }
        self.offset = aligned + layout.size();
        // SAFETY: not beyond the block, by the check, as long as the sum does not overflow.
        Some(unsafe { self.memory.add(aligned) })
    }

    pub(crate) fn reset(&mut self) {
        self.offset = 0;
    }
}

impl Drop for Toy {
    fn drop(&mut self) {
        // SAFETY: as it was allocated in `new`.
        unsafe { dealloc(self.memory, Self::layout(self.size)) }
    }
}
