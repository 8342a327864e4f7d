//! Where the chunks of an arena come from, and how many bytes of them there may be.

use core::alloc::Layout;
use core::cell::Cell;

use super::arithmetic::align_up;
use super::chunk::{Chunk, ChunkList, FOOTER};
use super::chunk_size::{CHUNK_ALIGN, ChunkSizes, chunk_sizes};
use super::request::Request;
use crate::alloc::error::AllocError;
use crate::alloc::source::ChunkSource;

/// The chunks that are nobody's, and the source of more: shared by an arena and the scopes in it.
pub(super) struct Supply<A> {
    pub(super) source: A,
    /// The most bytes of chunks there may be.
    pub(super) limit: Cell<usize>,
    /// The size up to which chunks double.
    pub(super) largest_chunk: Cell<usize>,
    /// The bytes of all chunks from the source, whoever uses them.
    allocated: Cell<usize>,
    /// Chunks that nobody uses.
    spares: ChunkList,
    /// Of a measured arena: the bytes in use, in it and in the scopes in it, and the most there were.
    in_use: Cell<usize>,
    high_water: Cell<usize>,
}

impl<A> Supply<A> {
    pub(super) const fn new(source: A) -> Self {
        Self {
            source,
            limit: Cell::new(usize::MAX),
            largest_chunk: Cell::new(usize::MAX),
            allocated: Cell::new(0),
            spares: ChunkList::new(),
            in_use: Cell::new(0),
            high_water: Cell::new(0),
        }
    }

    /// Counts that the bytes in use are `more` and `less`; their difference counts, and may be that of
    /// two addresses.
    pub(super) fn count(&self, more: usize, less: usize) {
        self.in_use.set(self.in_use.get().wrapping_add(more).wrapping_sub(less));
        self.high_water.set(self.high_water.get().max(self.in_use.get()));
    }

    pub(super) fn high_water(&self) -> usize {
        self.high_water.get()
    }

    pub(super) fn allocated(&self) -> usize {
        self.allocated.get()
    }

    #[inline]
    pub(super) fn has_spares(&self) -> bool {
        self.spares.first().is_some()
    }

    pub(super) fn spares(&self) -> impl Iterator<Item = Chunk> + use<A> {
        self.spares.iter()
    }

    /// Keeps a chunk for later.
    ///
    /// # Safety
    ///
    /// It came from this supply, is in no list, and nobody uses its memory.
    pub(super) unsafe fn put(&self, chunk: Chunk) {
        self.spares.push(chunk);
    }

    /// Takes the largest spare.
    pub(super) fn take_largest(&self) -> Option<Chunk> {
        let largest = self.spares.iter().map(Chunk::size).max()?;
        self.spares.take(|spare| spare.size() == largest)
    }
}

impl<A: ChunkSource> Supply<A> {
    /// A chunk with room for the request at its start: a spare one, or a new one, twice the size of the
    /// `outgrown` one and of the spares, if that can be had.
    pub(super) fn chunk_for<const MIN_ALIGN: usize>(
        &self,
        request: &Request,
        outgrown: Option<usize>,
    ) -> Result<Chunk, AllocError> {
        if let Some(spare) = self.spares.take(|spare| fits::<MIN_ALIGN>(spare, request)) {
            return Ok(spare);
        }
        let chunk = self.new_chunk::<MIN_ALIGN>(request.in_a_new_chunk()?, outgrown)?;
        if fits::<MIN_ALIGN>(chunk, request) {
            return Ok(chunk);
        }
        // The chunk ends where the address space does, and some of it is not used.
        let size = chunk.size();
        // SAFETY: it was made above for nobody else.
        unsafe { self.release(chunk) };
        Err(AllocError::OutOfMemory { size })
    }

    /// A new chunk that begins with room for `layout`, for which the spares are too small: they are outgrown
    /// too, so that requests that grow a little each time leave no chunk each.
    pub(super) fn new_chunk<const MIN_ALIGN: usize>(
        &self,
        layout: Layout,
        outgrown: Option<usize>,
    ) -> Result<Chunk, AllocError> {
        let (limit, allocated) = (self.limit.get(), self.allocated.get());
        let available = match limit {
            usize::MAX => usize::MAX, // no limit
            limit => limit.saturating_sub(allocated),
        };
        let outgrown = outgrown.max(self.spares.iter().map(Chunk::size).max());
        let need = align_up(layout.size(), MIN_ALIGN);
        // The end of a chunk is a multiple of the minimum alignment.
        let footer = FOOTER + MIN_ALIGN.saturating_sub(CHUNK_ALIGN);
        let mut sizes = chunk_sizes(need, footer, outgrown, self.largest_chunk.get(), available)
            .ok_or(AllocError::Overflow)?;
        if sizes.least > available {
            return Err(AllocError::Limit { size: sizes.least, limit, allocated });
        }
        loop {
            let ChunkSizes { wanted, least } = sizes;
            if let Some(chunk) = Chunk::new(&self.source, wanted, layout.align().max(MIN_ALIGN)) {
                // Asked for again: the source may have used the arena meanwhile.
                self.allocated.set(self.allocated.get() + wanted);
                return Ok(chunk);
            }
            sizes = sizes.smaller().ok_or(AllocError::OutOfMemory { size: least })?;
        }
    }

    /// Gives all spares back to the source.
    pub(super) fn release_spares(&self) {
        while let Some(spare) = self.spares.pop() {
            // SAFETY: spares are used by nobody, and this one is in no list any more.
            unsafe { self.release(spare) }
        }
    }

    /// Gives a chunk back to the source.
    ///
    /// # Safety
    ///
    /// As for [`put`](Self::put).
    pub(super) unsafe fn release(&self, chunk: Chunk) {
        self.allocated.set(self.allocated.get() - chunk.size());
        // SAFETY: the contract of this function is that of `Chunk::release`.
        unsafe { chunk.release(&self.source) }
    }
}

/// Whether the request can be served from the whole of the spare chunk.
fn fits<const MIN_ALIGN: usize>(spare: Chunk, request: &Request) -> bool {
    // SAFETY: a spare chunk is used by nobody, nor is this cursor used further; all chunks of a supply
    // are aligned to the one `MIN_ALIGN` of its arena.
    let cursor = unsafe { spare.cursor::<MIN_ALIGN>() };
    request.place(&cursor).is_some()
}
