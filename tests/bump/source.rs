//! A source of chunks that checks what it is asked, and refuses when it is told to.

use std::alloc::{Layout, alloc, dealloc};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr::NonNull;
use std::rc::Rc;

use layout_core::alloc::ChunkSource;

/// The least chunk for so many bytes: a footer of 4 words is added.
pub(crate) const fn least(size: usize) -> usize {
    (size + 4 * size_of::<usize>()).next_multiple_of(16)
}

/// A handle of a source, whose books can be read while an arena uses it.
#[derive(Clone, Default)]
pub(crate) struct Source(Rc<Books>);

#[derive(Default)]
struct Books {
    chunks: RefCell<HashMap<NonNull<u8>, Layout>>,
    calls: Cell<usize>,
    /// How many calls are served before one is refused; then the next ones are served again.
    until_refusal: Cell<Option<usize>>,
    refuses_all: Cell<bool>,
    refuses_above: Cell<Option<usize>>,
    refuses_alignments_above: Cell<Option<usize>>,
    refuses_while_out: Cell<Option<usize>>,
}

impl Source {
    /// The bytes that are out.
    pub(crate) fn bytes(&self) -> usize {
        self.0.chunks.borrow().values().map(Layout::size).sum()
    }

    pub(crate) fn chunks(&self) -> usize {
        self.0.chunks.borrow().len()
    }

    /// How often a chunk was asked for.
    pub(crate) fn calls(&self) -> usize {
        self.0.calls.get()
    }

    /// Refuses the call after the next `calls`, and no other.
    pub(crate) fn refuse_after(&self, calls: usize) {
        self.0.until_refusal.set(Some(calls));
    }

    pub(crate) fn refuse_all(&self, refuse: bool) {
        self.0.refuses_all.set(refuse);
    }

    pub(crate) fn refuse_above(&self, size: usize) {
        self.0.refuses_above.set(Some(size));
    }

    pub(crate) fn refuse_alignments_above(&self, align: usize) {
        self.0.refuses_alignments_above.set(Some(align));
    }

    /// Refuses all calls while more bytes are out.
    pub(crate) fn refuse_while_out(&self, bytes: usize) {
        self.0.refuses_while_out.set(Some(bytes));
    }

    /// Whether the bytes are all in one chunk.
    pub(crate) fn holds(&self, start: usize, len: usize) -> bool {
        self.0.chunks.borrow().iter().any(|(chunk, layout)| {
            let chunk = chunk.addr().get();
            chunk <= start && start + len <= chunk + layout.size()
        })
    }
}

// SAFETY: it passes on memory of the global allocator.
unsafe impl ChunkSource for Source {
    fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>> {
        assert!(layout.size() > 0, "a source is asked for no bytes");
        let books = &*self.0;
        books.calls.set(books.calls.get() + 1);
        let left = books.until_refusal.get();
        books.until_refusal.set(left.and_then(|calls| calls.checked_sub(1)));
        let above =
            |limit: &Cell<Option<usize>>, value| limit.get().is_some_and(|most| value > most);
        let too_large = above(&books.refuses_above, layout.size())
            || above(&books.refuses_alignments_above, layout.align())
            || above(&books.refuses_while_out, self.bytes());
        if left == Some(0) || books.refuses_all.get() || too_large {
            return None;
        }
        // SAFETY: the size is not 0.
        let memory = NonNull::new(unsafe { alloc(layout) })?;
        books.chunks.borrow_mut().insert(memory, layout);
        Some(memory)
    }

    unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout) {
        let known = self.0.chunks.borrow_mut().remove(&memory);
        assert_eq!(known, Some(layout), "a chunk is given back once, as it was taken");
        // SAFETY: it was allocated with this layout, by the line above.
        unsafe { dealloc(memory.as_ptr(), layout) }
    }
}
