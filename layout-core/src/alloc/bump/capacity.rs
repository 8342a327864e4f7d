//! How much memory an arena has, and may have.

use core::alloc::Layout;
use core::convert::Infallible;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

use super::chunk::Chunk;
use super::growing::Bump;
use super::meter::Mark;
use crate::alloc::error::{AllocError, Failure};
use crate::alloc::source::ChunkSource;

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// Makes sure that the next `additional` bytes do not need the source, if they are allocated at
    /// alignments up to `MIN_ALIGN` and do not have to go round the end of a chunk.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// bump.reserve(10_000);
    /// let before = bump.allocated_bytes();
    /// bump.alloc([0_u8; 10_000]);
    /// assert_eq!(bump.allocated_bytes(), before);
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no memory.
    pub fn reserve(&self, additional: usize) {
        let Ok(()) = self.reserve_or::<Infallible>(additional);
    }

    /// [`reserve`](Self::reserve), if there is memory.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    pub fn try_reserve(&self, additional: usize) -> Result<(), AllocError> {
        self.reserve_or(additional)
    }

    fn reserve_or<F: Failure>(&self, additional: usize) -> Result<(), F> {
        self.reserve_slow(additional).map_err(F::from_error)
    }

    fn reserve_slow(&self, additional: usize) -> Result<(), AllocError> {
        let supply = self.supply();
        let enough = |spare: Chunk| spare.capacity::<MIN_ALIGN>() >= additional;
        if self.cursor().remaining() >= additional || supply.spares().any(enough) {
            return Ok(());
        }
        let layout = Layout::from_size_align(additional, 1).map_err(|_| AllocError::Overflow)?;
        let chunk = supply.new_chunk::<MIN_ALIGN>(layout, self.outgrown())?;
        if self.chunks.first().is_none() && self.tail.is_none() {
            // SAFETY: the chunk was just made by the supply.
            unsafe { self.enter(chunk) };
        } else {
            // SAFETY: as above.
            unsafe { supply.put(chunk) };
        }
        Ok(())
    }

    /// Forgets all that was allocated, keeps the largest chunk and frees the others.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// for number in 0..1000 {
    ///     bump.alloc(number);
    /// }
    /// let most = bump.allocated_bytes();
    /// bump.reset();
    /// assert!(bump.allocated_bytes() < most && bump.remaining() >= 1000);
    /// ```
    #[inline]
    pub fn reset(&mut self) {
        if let Some(only) = self.only_chunk() {
            // SAFETY: as the arena is borrowed mutably, nobody uses its memory; the cursor is over this
            // chunk.
            return unsafe { self.cursor.restart(only.start()) };
        }
        self.reset_chunks();
    }

    #[cold]
    #[inline(never)]
    fn reset_chunks(&mut self) {
        self.take_back();
        let kept = self.supply().take_largest();
        self.supply().release_spares();
        if let Some(chunk) = kept {
            // SAFETY: the chunk was a spare, and is taken out of the list.
            unsafe { self.enter(chunk) };
        }
    }

    /// Forgets all that was allocated and frees nothing: all chunks are used again.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// for number in 0..1000 {
    ///     bump.alloc(number);
    /// }
    /// let most = bump.allocated_bytes();
    /// bump.reset_keeping_chunks();
    /// assert_eq!(bump.allocated_bytes(), most);
    /// ```
    pub fn reset_keeping_chunks(&mut self) {
        self.take_back();
        if let Some(chunk) = self.supply().take_largest() {
            // SAFETY: the chunk was a spare, and is taken out of the list.
            unsafe { self.enter(chunk) };
        }
    }

    /// Frees the chunks that nobody uses: those that scopes, rewinding, reserving and
    /// [`reset_keeping_chunks`](Self::reset_keeping_chunks) keep for later.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// bump.scope(|inner| inner.alloc([0; 1000]).len());
    /// assert!(bump.allocated_bytes() > 4000);
    /// bump.release_spare_chunks();
    /// assert_eq!(bump.allocated_bytes(), 0);
    /// ```
    pub fn release_spare_chunks(&self) {
        self.supply().release_spares();
    }

    /// The chunk of an arena that has no other, and whose cursor is over it: so there is no meter, and
    /// nothing is lent.
    #[inline]
    fn only_chunk(&self) -> Option<Chunk> {
        let only = self.chunks.first().filter(|chunk| chunk.next().is_none())?;
        (!self.cursor.is_nowhere() && self.has_no_spares()).then_some(only)
    }

    /// Makes spares of all chunks.
    fn take_back(&mut self) {
        self.cursor().take();
        self.lent.set(None);
        while let Some(chunk) = self.chunks.pop() {
            // SAFETY: as the arena is borrowed mutably, nobody uses its memory; no scope of it exists, but
            // forgotten ones, which are not used either.
            unsafe { self.supply().put(chunk) };
        }
        if let Some(meter) = &self.meter {
            self.supply().count(0, meter.counts().used());
            meter.rewind(Mark::default());
        }
    }

    /// Sets the most bytes that the arena may take from its source, or `None` for no limit.
    ///
    /// The limit is compared with [`allocated_bytes`](Self::allocated_bytes) whenever a chunk is needed,
    /// and holds exactly: the last chunk is as small as it has to be. What is allocated already stays.
    /// It includes the scopes in the arena.
    ///
    /// ```
    /// # use layout_core::alloc::{AllocError, Bump};
    /// let bump = Bump::new();
    /// bump.set_limit(Some(1000));
    /// while bump.try_alloc(0_u64).is_ok() {}
    /// assert!(bump.allocated_bytes() > 980 && bump.allocated_bytes() <= 1000);
    /// ```
    pub fn set_limit(&self, limit: Option<usize>) {
        self.supply().limit.set(limit.unwrap_or(usize::MAX));
    }

    /// The most bytes that the arena may take from its source.
    pub fn limit(&self) -> Option<usize> {
        let limit = self.supply().limit.get();
        (limit != usize::MAX).then_some(limit)
    }

    /// Sets the size in bytes up to which chunks double. Larger ones are made for allocations that
    /// need them. At first there is no such size.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// bump.set_largest_chunk(4096);
    /// for number in 0..10_000 {
    ///     bump.alloc(number);
    /// }
    /// assert!(bump.statistics().chunks >= 9);
    /// ```
    pub fn set_largest_chunk(&self, size: usize) {
        self.supply().largest_chunk.set(size);
    }

    /// The bytes that the arena has taken from its source: the sizes of all chunks, those of scopes and
    /// spare ones included.
    pub fn allocated_bytes(&self) -> usize {
        self.supply().allocated()
    }

    /// The bytes that can be allocated in the chunks of this arena, used or not, spare chunks included.
    pub fn capacity(&self) -> usize {
        let own: usize = self.chunks.iter().map(Chunk::capacity::<MIN_ALIGN>).sum();
        let spare: usize = self.supply().spares().map(Chunk::capacity::<MIN_ALIGN>).sum();
        own + spare
    }

    /// The free bytes of the current chunk: so much can be allocated, at alignments up to `MIN_ALIGN`,
    /// without another chunk.
    pub fn remaining(&self) -> usize {
        self.cursor().remaining()
    }

    /// The parts of the chunks that were allocated, the newest chunk first. In each, the oldest
    /// allocation comes first; between them there may be bytes lost to alignment.
    ///
    /// If only one type was ever allocated and nothing given back, these are its values:
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// bump.alloc(1_u32);
    /// bump.alloc(2_u32);
    /// let bytes: usize = bump.iter_allocated().map(<[_]>::len).sum();
    /// assert_eq!(bytes, 8);
    /// ```
    pub fn iter_allocated(&mut self) -> impl Iterator<Item = &[MaybeUninit<u8>]> {
        let mut pos = Some(self.pos());
        self.chunks.iter().map(move |chunk| {
            let start = chunk.start();
            let end = pos.take().unwrap_or_else(|| chunk.used_to());
            let len = end.addr().get() - start.addr().get();
            // SAFETY: the bytes from the start of a chunk to where allocation stopped are in the chunk, which
            // stays as long as the arena is borrowed; that it is so mutably leaves no other reference.
            unsafe { NonNull::slice_from_raw_parts(start.cast(), len).as_ref() }
        })
    }
}
