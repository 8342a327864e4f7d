use core::alloc::Layout;
use core::cell::Cell;
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use std_alloc::boxed::Box;

use super::arena::{Arena, dangling};
use super::boxed::BumpBox;
use super::chunk::{Chunk, ChunkList};
use super::cursor::Cursor;
use super::meter::Meter;
use super::methods::allocation_methods;
use super::request::Request;
use super::scope::Tail;
use super::supply::Supply;
use super::values;
use crate::alloc::error::{AllocError, Failure, InitError};
use crate::alloc::source::{ChunkSource, Global};

/// A bump allocator that grows: values of any type, allocated by moving a pointer, freed together.
///
/// Memory comes in chunks, each twice the size of the one before, from the global allocator or another
/// [`ChunkSource`]. It is freed when the arena is dropped or [`reset`](Self::reset), or at the end of a
/// [`scope`](Self::scope).
///
/// References to what was allocated borrow the arena: none can outlive it, or a reset. Values are
/// **not dropped**: what they own besides leaks, unless they are in a [`BumpBox`](super::BumpBox).
///
/// Allocations are aligned to `MIN_ALIGN` bytes at least, a power of two below 4096. 8 saves an
/// instruction in most allocations and costs up to 7 bytes in each.
///
/// ```
/// use layout_core::alloc::Bump;
///
/// struct Node<'a> {
///     value: u32,
///     next: Option<&'a Node<'a>>,
/// }
///
/// let bump = Bump::new();
/// let last = bump.alloc(Node { value: 2, next: None });
/// let first = bump.alloc(Node { value: 1, next: Some(last) });
/// assert_eq!(first.value + first.next.unwrap().value, 3);
/// ```
pub struct Bump<const MIN_ALIGN: usize = 1, A: ChunkSource = Global> {
    /// Over the free part of the current piece: the first of `chunks`, or else the tail. Empty if there
    /// is no such piece, if it is lent to a scope, or if there is a meter, whose cursor is used then.
    cursor: Cursor<MIN_ALIGN, true>,
    /// The chunks in use, the current one first.
    pub(super) chunks: ChunkList,
    /// Of the arena of a scope: what it was lent.
    pub(super) tail: Option<Tail<MIN_ALIGN>>,
    /// Whether the free part of the current piece is lent to a scope.
    pub(super) lent: Cell<bool>,
    stock: Stock<A>,
    pub(super) meter: Option<Box<Meter<MIN_ALIGN>>>,
}

/// Whose supply of chunks an arena uses.
enum Stock<A> {
    Own(Supply<A>),
    /// That of the arena that this one is a scope of, which is borrowed as long as this one exists.
    Outer(NonNull<Supply<A>>),
}

// SAFETY: the chunks belong to the arena, and the pointers into them to nobody else. An arena with
// another's supply cannot be moved to another thread: only shared references to it are given out, by
// `Scope`, and `Bump` is not `Sync`.
unsafe impl<const MIN_ALIGN: usize, A: ChunkSource + Send> Send for Bump<MIN_ALIGN, A> {}

impl Bump {
    /// An arena without memory: the first allocation gets a chunk.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// assert_eq!(bump.allocated_bytes(), 0);
    /// assert_eq!(*bump.alloc(5), 5);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::new_in(Global)
    }

    /// An arena with room for `capacity` bytes.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::with_capacity(1000);
    /// assert!(bump.remaining() >= 1000);
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no memory.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        let bump = Self::new();
        bump.reserve(capacity);
        bump
    }

    /// An arena with room for `capacity` bytes.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    pub fn try_with_capacity(capacity: usize) -> Result<Self, AllocError> {
        let bump = Self::new();
        bump.try_reserve(capacity)?;
        Ok(bump)
    }

    /// An arena that counts each allocation and what types there are: see
    /// [`statistics`](Self::statistics) and [`types`](Self::types). For debugging: every allocation goes
    /// the slow way.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::measured();
    /// bump.alloc(1_u8);
    /// bump.alloc(2_u32);
    /// let counts = bump.statistics().counts.unwrap();
    /// assert_eq!((counts.allocations, counts.requested, counts.lost_to_alignment), (2, 5, 3));
    /// ```
    #[must_use]
    pub fn measured() -> Self {
        Self::measured_in(Global)
    }
}

impl<const MIN_ALIGN: usize> Bump<MIN_ALIGN> {
    /// An arena without memory, and with the minimum alignment of its type.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump: Bump<8> = Bump::with_min_align();
    /// assert!(std::ptr::from_mut(bump.alloc(1_u8)).addr() % 8 == 0);
    /// ```
    #[must_use]
    pub const fn with_min_align() -> Self {
        Self::new_in(Global)
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// An arena without memory that gets its chunks from `source`.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, Global};
    /// let bump: Bump<16, _> = Bump::new_in(Global);
    /// assert_eq!(*bump.alloc('a'), 'a');
    /// ```
    #[must_use]
    pub const fn new_in(source: A) -> Self {
        Self {
            cursor: Cursor::empty(),
            chunks: ChunkList::new(),
            tail: None,
            lent: Cell::new(false),
            stock: Stock::Own(Supply::new(source)),
            meter: None,
        }
    }

    /// [`measured`](Bump::measured), with chunks from `source`.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, Global};
    /// let bump: Bump<8, _> = Bump::measured_in(Global);
    /// bump.alloc(1_u8);
    /// assert_eq!(bump.statistics().counts.unwrap().lost_to_alignment, 7);
    /// ```
    #[must_use]
    pub fn measured_in(source: A) -> Self {
        let mut bump = Self::new_in(source);
        bump.meter = Meter::boxed_at(Cursor::empty());
        bump
    }

    /// The arena of a scope, which goes on where the cursor stands.
    #[inline(always)]
    pub(super) fn inner(&self, lent: Cursor<MIN_ALIGN, true>) -> Self {
        let (cursor, meter) = match &self.meter {
            None => (lent.copy(), None),
            Some(_) => (Cursor::empty(), Meter::boxed_at(lent.copy())),
        };
        Self {
            cursor,
            chunks: ChunkList::new(),
            tail: Some(Tail { used_to: Cell::new(lent.pos()), lent }),
            lent: Cell::new(false),
            stock: Stock::Outer(NonNull::from(self.supply())),
            meter,
        }
    }

    /// The cursor that is really used.
    #[inline]
    pub(super) fn cursor(&self) -> &Cursor<MIN_ALIGN, true> {
        match &self.meter {
            Some(meter) => &meter.cursor,
            None => &self.cursor,
        }
    }

    #[inline]
    pub(super) fn supply(&self) -> &Supply<A> {
        match &self.stock {
            Stock::Own(supply) => supply,
            // SAFETY: the outer arena is borrowed as long as this one exists, so it is neither dropped nor
            // moved nor borrowed mutably.
            Stock::Outer(supply) => unsafe { supply.as_ref() },
        }
    }

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
        let chunk = supply.new_chunk::<MIN_ALIGN>(layout, self.last_size())?;
        if self.chunks.first().is_none() && self.tail.is_none() {
            self.enter(chunk);
        } else {
            // SAFETY: the chunk was just made.
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
    pub fn reset(&mut self) {
        self.take_back();
        let kept = self.supply().take_largest();
        self.supply().release_spares();
        if let Some(chunk) = kept {
            self.enter(chunk);
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
            self.enter(chunk);
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

    /// Makes spares of all chunks.
    fn take_back(&mut self) {
        self.cursor().take();
        self.lent.set(false);
        while let Some(chunk) = self.chunks.pop() {
            // SAFETY: as the arena is borrowed mutably, nobody uses its memory; no scope of it exists, but
            // forgotten ones, which are not used either.
            unsafe { self.supply().put(chunk) };
        }
        if let Some(meter) = &self.meter {
            let counts = meter.counts();
            self.supply().count(0, counts.requested + counts.lost_to_alignment);
            meter.rewind(super::meter::Mark::default());
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
        let mut pos = (!self.lent.get()).then(|| self.cursor().pos());
        self.chunks.iter().map(move |chunk| {
            let start = chunk.start();
            let end = pos.take().unwrap_or_else(|| chunk.used_to());
            let len = end.addr().get() - start.addr().get();
            // SAFETY: the bytes from the start of a chunk to where allocation stopped are in the chunk, which
            // stays as long as the arena is borrowed; that it is so mutably leaves no other reference.
            unsafe { NonNull::slice_from_raw_parts(start.cast(), len).as_ref() }
        })
    }

    /// The size of the current chunk.
    fn last_size(&self) -> Option<usize> {
        self.chunks.first().map(Chunk::size)
    }

    /// Goes on in a chunk that is in no list and that nobody uses.
    fn enter(&self, chunk: Chunk) {
        self.leave();
        self.chunks.push(chunk);
        self.lent.set(false);
        // SAFETY: nobody uses the chunk, by the contract of this function; it came from the supply of this
        // arena, which aligns all chunks to `MIN_ALIGN`. It stays until it is given back, when the cursor
        // is taken away.
        self.cursor().set(&unsafe { chunk.cursor() });
    }

    /// Notes where allocation stopped in the current piece.
    #[inline]
    pub(super) fn leave(&self) {
        if self.lent.get() {
            return; // It was noted when it was lent.
        }
        let pos = self.cursor().pos();
        match (self.chunks.first(), &self.tail) {
            (Some(chunk), _) => chunk.set_used_to(pos),
            (None, Some(tail)) => tail.used_to.set(pos),
            (None, None) => {}
        }
    }

    /// Allocates what does not fit into the current piece, or what is to be counted.
    #[cold]
    #[inline(never)]
    fn alloc_slow<F: Failure>(&self, request: &Request) -> Result<NonNull<u8>, F> {
        self.alloc_anywhere(request).map_err(F::from_error)
    }

    fn alloc_anywhere(&self, request: &Request) -> Result<NonNull<u8>, AllocError> {
        if request.layout.size() == 0 {
            return Ok(dangling(request.layout.align()));
        }
        let cursor = self.cursor();
        let mut before = cursor.pos();
        let memory = match request.place(cursor) {
            Some(memory) => memory,
            None => {
                let chunk = self.supply().chunk_for::<MIN_ALIGN>(request, self.last_size())?;
                self.enter(chunk);
                before = chunk.start();
                request.place(cursor).expect("`chunk_for` gives a chunk with room for the request")
            }
        };
        if let Some(meter) = &self.meter {
            let taken = cursor.pos().addr().get() - before.addr().get();
            meter.allocated(request, taken);
            self.supply().count(taken, 0);
        }
        Ok(memory)
    }

    #[cold]
    #[inline(never)]
    unsafe fn resize_slow(
        &self,
        memory: NonNull<u8>,
        old: usize,
        new: usize,
    ) -> Option<NonNull<u8>> {
        let meter = self.meter.as_ref()?;
        let before = meter.cursor.pos().addr().get();
        // SAFETY: the contract of this function is that of `resize`.
        let resized = unsafe { meter.cursor.resize(memory, old, new) }?;
        meter.resized(old, new, before);
        self.supply().count(meter.cursor.pos().addr().get(), before);
        Some(resized)
    }

    /// Gives all chunks to whom they came from.
    #[inline(never)]
    fn give_back(&mut self) {
        while let Some(chunk) = self.chunks.pop() {
            // SAFETY: references into the chunks borrow the arena, which is going away.
            unsafe {
                match &self.stock {
                    Stock::Own(supply) => supply.release(chunk),
                    Stock::Outer(supply) => supply.as_ref().put(chunk),
                }
            }
        }
        if let Stock::Own(supply) = &self.stock {
            supply.release_spares();
        }
    }

    allocation_methods!("let bump: Bump = Bump::new();", '_);
}

// SAFETY: the cursor hands out each byte once, of chunks that stay while the arena is borrowed: only
// `reset` and dropping take them away, and `Scope` takes away what is borrowed from the scope's arena.
unsafe impl<'a, const MIN_ALIGN: usize, A: ChunkSource> Arena<'a> for &'a Bump<MIN_ALIGN, A> {
    #[inline(always)]
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F> {
        match self.cursor.alloc_type() {
            Some(memory) => Ok(memory),
            None => self.alloc_slow(&Request::of::<T>(Layout::new::<T>(), 1)).map(NonNull::cast),
        }
    }

    #[inline(always)]
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F> {
        let layout = Layout::for_value(values);
        match self.cursor.alloc_sized(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.alloc_slow(&Request::of::<T>(layout, values.len())).map(NonNull::cast),
        }
    }

    #[inline(always)]
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F> {
        let Ok(layout) = Layout::array::<T>(len) else {
            return Err(F::from_error(AllocError::Overflow));
        };
        match self.cursor.alloc_sized(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.alloc_slow(&Request::of::<T>(layout, len)).map(NonNull::cast),
        }
    }

    #[inline(always)]
    fn alloc_aligned<T, F: Failure>(self, align: usize) -> Result<NonNull<T>, F> {
        let Ok(layout) = Layout::new::<T>().align_to(align) else {
            return Err(F::from_error(AllocError::Overflow));
        };
        match self.cursor.alloc_const(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.alloc_slow(&Request::of::<T>(layout, 1)).map(NonNull::cast),
        }
    }

    #[inline(always)]
    fn alloc_in_line<T, F: Failure>(self, line: usize) -> Result<NonNull<T>, F> {
        let layout = Layout::new::<T>();
        match self.cursor.alloc_in_line(layout, line) {
            Some(memory) => Ok(memory.cast()),
            None => {
                let request = Request { line, ..Request::of::<T>(layout, 1) };
                self.alloc_slow(&request).map(NonNull::cast)
            }
        }
    }

    #[inline(always)]
    fn alloc_any<F: Failure>(self, layout: Layout) -> Result<NonNull<u8>, F> {
        match self.cursor.alloc_layout(layout) {
            Some(memory) => Ok(memory),
            None => self.alloc_slow(&Request::bytes(layout)),
        }
    }

    #[inline(always)]
    unsafe fn resize(self, memory: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: the contract of this function is that of both.
        unsafe {
            match self.cursor.resize(memory, old, new) {
                Some(resized) => Some(resized),
                None if self.meter.is_none() => None,
                None => self.resize_slow(memory, old, new),
            }
        }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for Bump<MIN_ALIGN, A> {
    #[inline(always)]
    fn drop(&mut self) {
        // So that closing a scope that needed no chunk is a matter of a few instructions.
        if self.chunks.first().is_some() || matches!(self.stock, Stock::Own(_)) {
            self.give_back();
        }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource + Default> Default for Bump<MIN_ALIGN, A> {
    fn default() -> Self {
        Self::new_in(A::default())
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Debug for Bump<MIN_ALIGN, A> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bump").field("statistics", &self.statistics()).finish_non_exhaustive()
    }
}
