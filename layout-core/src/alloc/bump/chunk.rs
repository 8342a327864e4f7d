//! Chunks: memory from the source, with a footer at its end.
//!
//! ```text
//! start, aligned                              end         + size
//! |  allocations → ...  pos  |  free          |  footer   |
//! ```

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

use super::arithmetic::SLACK;
use super::chunk_size::CHUNK_ALIGN;
use super::cursor::Cursor;
use crate::alloc::source::ChunkSource;

/// What a chunk knows of itself.
struct Footer {
    /// The next of the list that the chunk is in.
    next: Cell<Option<Chunk>>,
    /// Where allocation stopped when the arena went on to another chunk.
    used_to: Cell<NonNull<u8>>,
    /// With what layout the source was asked for the chunk.
    layout: Layout,
}

/// The bytes that a chunk keeps for itself.
pub(super) const FOOTER: usize = size_of::<Footer>().next_multiple_of(CHUNK_ALIGN);

/// A chunk: owned by the one list that it is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Derived from the pointer that the source returned, and so may access the whole chunk. The footer
    /// is initialised, and is never borrowed mutably.
    footer: NonNull<Footer>,
}

impl Chunk {
    /// A chunk of `size` bytes at the alignment `align`, or `None` if the source refuses it.
    ///
    /// `size` is a multiple of [`CHUNK_ALIGN`] and at least [`FOOTER`], `align` a power of two.
    pub(super) fn new(source: &impl ChunkSource, size: usize, align: usize) -> Option<Self> {
        let layout = Layout::from_size_align(size, align.max(CHUNK_ALIGN)).ok()?;
        let start = source.allocate(layout)?;
        debug_assert!(size >= FOOTER && size % CHUNK_ALIGN == 0);
        // SAFETY: the chunk has `size` bytes, of which the footer takes the last ones; the offset is a
        // multiple of `CHUNK_ALIGN`, as is the address of the start, so that the footer is aligned.
        let footer = unsafe { start.add(size - FOOTER) }.cast::<Footer>();
        let value = Footer { next: Cell::new(None), used_to: Cell::new(start), layout };
        // SAFETY: as above, and nobody else uses the memory.
        unsafe { footer.write(value) };
        Some(Self { footer })
    }

    #[inline]
    fn footer(&self) -> &Footer {
        // SAFETY: a chunk is only released by `release`, after which no copy of it is used.
        unsafe { self.footer.as_ref() }
    }

    /// All bytes of the chunk, its footer among them.
    #[inline]
    pub(super) fn size(self) -> usize {
        self.footer().layout.size()
    }

    /// The bytes of the chunk that can be allocated.
    pub(super) fn capacity<const MIN_ALIGN: usize>(self) -> usize {
        self.end::<MIN_ALIGN>().addr() - self.start().addr().get()
    }

    #[inline]
    pub(super) fn start(self) -> NonNull<u8> {
        // SAFETY: that many bytes before the footer the chunk begins, see `new`.
        unsafe { self.footer.cast::<u8>().sub(self.size() - FOOTER) }
    }

    pub(super) fn end<const MIN_ALIGN: usize>(self) -> *mut u8 {
        let footer = self.footer.cast::<u8>().as_ptr();
        let highest = footer.addr().min(usize::MAX - SLACK) & !(MIN_ALIGN - 1);
        footer.with_addr(highest.max(self.start().addr().get()))
    }

    /// A cursor over the whole chunk.
    ///
    /// # Safety
    ///
    /// Nobody uses memory of the chunk, and the chunk is aligned to `MIN_ALIGN`.
    pub(super) unsafe fn cursor<const MIN_ALIGN: usize>(self) -> Cursor<MIN_ALIGN, true> {
        // SAFETY: memory of the chunk is valid until it is released, and unused by the contract; the
        // start is aligned by the contract, the end by `end`, which also keeps the slack.
        unsafe { Cursor::new(self.start(), self.end::<MIN_ALIGN>()) }
    }

    /// Where allocation stopped, while the chunk is not the current one.
    pub(super) fn used_to(self) -> NonNull<u8> {
        self.footer().used_to.get()
    }

    pub(super) fn set_used_to(self, pos: NonNull<u8>) {
        self.footer().used_to.set(pos);
    }

    #[inline]
    pub(super) fn next(self) -> Option<Self> {
        self.footer().next.get()
    }

    /// Gives the chunk back.
    ///
    /// # Safety
    ///
    /// It came from this source, nobody uses its memory, and it is in no list.
    pub(super) unsafe fn release(self, source: &impl ChunkSource) {
        let (start, layout) = (self.start(), self.footer().layout);
        // SAFETY: by the contract; start and layout are those of `new`.
        unsafe { source.deallocate(start, layout) }
    }
}

/// Chunks, the one that was put in last first.
pub(super) struct ChunkList {
    head: Cell<Option<Chunk>>,
}

impl ChunkList {
    pub(super) const fn new() -> Self {
        Self { head: Cell::new(None) }
    }

    #[inline]
    pub(super) fn first(&self) -> Option<Chunk> {
        self.head.get()
    }

    /// Puts a chunk in front, which is in no list.
    pub(super) fn push(&self, chunk: Chunk) {
        chunk.footer().next.set(self.head.replace(Some(chunk)));
    }

    /// Takes the first chunk out.
    pub(super) fn pop(&self) -> Option<Chunk> {
        let chunk = self.head.get()?;
        self.head.set(chunk.next());
        Some(chunk)
    }

    /// Takes the first chunk out of which `wanted` is true.
    pub(super) fn take(&self, wanted: impl Fn(Chunk) -> bool) -> Option<Chunk> {
        let mut link = &self.head;
        // The footers that the links are in stay where they are as long as this list holds them.
        let mut holder;
        while let Some(chunk) = link.get() {
            if wanted(chunk) {
                link.set(chunk.next());
                return Some(chunk);
            }
            holder = chunk;
            // SAFETY: as in `Chunk::footer`; no chunk is released here.
            link = unsafe { &holder.footer.as_ref().next };
        }
        None
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Chunk> + use<> {
        core::iter::successors(self.first(), |chunk| chunk.next())
    }
}
