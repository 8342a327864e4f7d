//! What an arena has handed out, and that nobody else has written there.

use std::alloc::Layout;
use std::ptr::NonNull;

use super::source::Source;

/// Memory that an arena has handed out.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    pub(crate) memory: NonNull<u8>,
    pub(crate) layout: Layout,
    /// What each of its bytes holds.
    pub(crate) fill: u8,
    /// Which of the nested arenas it is from, 0 the outermost.
    pub(crate) depth: usize,
}

impl Block {
    fn range(&self) -> (usize, usize) {
        let start = self.memory.addr().get();
        (start, start + self.layout.size())
    }
}

/// All blocks that are alive.
pub(crate) struct Model {
    pub(crate) blocks: Vec<Block>,
    source: Source,
    next_fill: u8,
}

impl Model {
    pub(crate) fn new(source: Source) -> Self {
        Self { blocks: Vec::new(), source, next_fill: 1 }
    }

    /// Checks a new block against all others, and fills it.
    pub(crate) fn add(&mut self, memory: NonNull<u8>, layout: Layout, depth: usize) {
        self.check_place(memory, layout);
        let fill = self.next_fill;
        self.next_fill = fill.wrapping_add(1).max(1);
        let block = Block { memory, layout, fill, depth };
        // SAFETY: the arena has handed out the bytes, and `check_place` found them in no other block.
        unsafe { memory.write_bytes(fill, layout.size()) };
        self.blocks.push(block);
    }

    pub(crate) fn check_place(&self, memory: NonNull<u8>, layout: Layout) {
        let start = memory.addr().get();
        assert_eq!(start % layout.align(), 0, "{layout:?} is not aligned at {start:#x}");
        if layout.size() == 0 {
            return;
        }
        assert!(self.source.holds(start, layout.size()), "{layout:?} is in no chunk");
        for other in &self.blocks {
            let (other_start, other_end) = other.range();
            let apart = start + layout.size() <= other_start || other_end <= start;
            assert!(
                apart || other.layout.size() == 0,
                "{layout:?} at {start:#x} overlaps {:?} at {other_start:#x}",
                other.layout
            );
        }
    }

    /// Checks the bytes of all blocks.
    pub(crate) fn check_contents(&self) {
        for block in &self.blocks {
            check_fill(block, block.layout.size());
        }
    }

    /// Forgets the blocks of arenas that deep.
    pub(crate) fn end_scope(&mut self, depth: usize) {
        self.check_contents();
        self.blocks.retain(|block| block.depth < depth);
    }
}

/// Checks the first bytes of a block.
pub(crate) fn check_fill(block: &Block, len: usize) {
    // SAFETY: the block is alive, and all of it was filled.
    let bytes = unsafe { NonNull::slice_from_raw_parts(block.memory, len).as_ref() };
    let wrong = bytes.iter().position(|&byte| byte != block.fill);
    assert_eq!(wrong, None, "{:?} was written to by another", block.layout);
}
