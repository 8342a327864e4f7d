//! Chunks: the sources that they come from, their footers, how large they are, and those that wait to be used.
//!
//! ```text
//! start, aligned                              end         + size
//! |  allocations → ...  pos  |  free          |  footer   |
//! ```

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

use super::cursor::{Cursor, Request, SLACK, align_up};
use crate::alloc_error::AllocError;
use crate::const_fns::{const_max, const_min};

/// A source of chunks for an arena.
///
/// [`Global`] is the program's global allocator. With the feature `allocator-api2`, any
/// `allocator_api2::alloc::Allocator` becomes a source in an `AllocatorSource`.
///
/// # Safety
///
/// What [`allocate_chunk`](Self::allocate_chunk) returns is valid for reads and writes of `layout.size()` bytes,
/// aligned to `layout.align()`, and used by nobody else. It stays so until it is passed to
/// [`deallocate_chunk`](Self::deallocate_chunk) or the source is dropped. Moving the source changes nothing.
///
/// A method may unwind, which leaks memory at most. It may also use the arena that calls it, which then gets other
/// memory.
pub unsafe trait ChunkSource {
    /// Returns memory with this layout, or `None` if there is none. The size is not 0.
    fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>>;

    /// Takes memory back.
    ///
    /// # Safety
    ///
    /// `memory` was returned by [`allocate_chunk`](Self::allocate_chunk) of this source for this `layout`, and nobody
    /// uses it any more.
    unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout);
}

/// The program's global allocator, as a source of chunks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Global;

// SAFETY: the contract of `GlobalAlloc` is that of `ChunkSource`.
unsafe impl ChunkSource for Global {
    #[inline]
    fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: the caller asks for more than 0 bytes, by the trait's contract.
        NonNull::new(unsafe { std_alloc::alloc::alloc(layout) })
    }

    #[inline]
    unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout) {
        // SAFETY: by the contract of this function, `memory` came from `alloc` with this layout.
        unsafe { std_alloc::alloc::dealloc(memory.as_ptr(), layout) }
    }
}

/// Any `Allocator` of a version of `allocator-api2` as a source of chunks.
#[cfg(any(feature = "allocator-api2", feature = "allocator-api2-04"))]
macro_rules! allocator_source {
    ($(#[$doc:meta])* $name:ident, $krate:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name<A>(pub A);

        // SAFETY: the contract of `Allocator` includes that of `ChunkSource`.
        unsafe impl<A: $krate::alloc::Allocator> ChunkSource for $name<A> {
            #[inline]
            fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>> {
                self.0.allocate(layout).ok().map(NonNull::cast)
            }

            #[inline]
            unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout) {
                // SAFETY: the contract of this function is that of the allocator's.
                unsafe { self.0.deallocate(memory, layout) }
            }
        }
    };
}

#[cfg(feature = "allocator-api2")]
allocator_source! {
    /// An allocator of `allocator-api2` 0.2 as a source of chunks: an arena in another, for one.
    ///
    /// ```
    /// use layout_core::alloc::{AllocatorSource, Bump};
    ///
    /// let outer = Bump::new();
    /// let inner: Bump<1, _> = Bump::new_in(AllocatorSource(&outer));
    /// assert_eq!(*inner.alloc(1), 1);
    /// ```
    AllocatorSource, allocator_api2
}
#[cfg(feature = "allocator-api2-04")]
allocator_source! {
    /// An allocator of `allocator-api2` 0.4 as a source of chunks.
    AllocatorSource04, allocator_api2_04
}

/// The alignment of a chunk's start and end.
const CHUNK_ALIGN: usize = 16;

/// What the global allocator adds to a chunk, about: a chunk is so much smaller than a power of two.
const OVERHEAD: usize = 16;

/// The size of the first chunk, unless more is needed.
const FIRST_CHUNK: usize = 512 - OVERHEAD;

/// How often the size of the first chunk is to be doubled to get the size of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Level(u8);

impl Level {
    /// The level of the largest usual chunk that is no larger than `size`; that of the first if all are.
    #[inline]
    const fn of(size: usize) -> Self {
        let times = size.saturating_add(OVERHEAD) / (FIRST_CHUNK + OVERHEAD);
        #[allow(
            clippy::cast_possible_truncation,
            reason = "it is less than the bits of an address"
        )]
        Self(if times == 0 { 0 } else { times.ilog2() as u8 })
    }

    /// The size of a usual chunk.
    #[inline]
    const fn size(self) -> usize {
        if self.0 as u32 >= usize::BITS - 10 {
            return isize::MAX as usize & !(CHUNK_ALIGN - 1);
        }
        ((FIRST_CHUNK + OVERHEAD) << self.0) - OVERHEAD
    }

    /// The level of chunks of twice the size.
    #[inline]
    const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The level of the chunk after a piece of memory of which so many bytes were used: of that chunk, as
    /// much is sure to be used as it is larger. A piece of which half was used has one of twice its size.
    #[inline]
    pub(super) const fn after_use_of(used: usize) -> Self {
        Self::of(used.saturating_mul(4))
    }
}

/// What a chunk knows of itself.
struct Footer {
    /// The next of the list that the chunk is in.
    next: Cell<Option<Chunk>>,
    /// Where allocation stopped when the arena went on to another chunk.
    used_to: Cell<NonNull<u8>>,
    /// With what size the source was asked for the chunk.
    size: usize,
    /// The logarithm of the alignment with which the source was asked for it.
    align_shift: u8,
    /// The level of the chunk after this one, if it serves one large request.
    level_after: Cell<Option<Level>>,
    /// Whether the chunk is free because it was reserved.
    is_reserved: Cell<bool>,
}

/// The bytes that a chunk keeps for itself.
const FOOTER: usize = size_of::<Footer>().next_multiple_of(CHUNK_ALIGN);

/// A chunk: owned by the one list that it is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Derived from the pointer that the source returned, and so may access the whole chunk. The footer
    /// is initialized, and is never borrowed mutably.
    footer: NonNull<Footer>,
}

impl Chunk {
    /// A chunk of `size` bytes at the alignment `align`, or `None` if the source refuses it.
    ///
    /// `size` is a multiple of [`CHUNK_ALIGN`] and at least [`FOOTER`], `align` a power of two.
    #[inline]
    fn new(source: &impl ChunkSource, size: usize, align: usize) -> Option<Self> {
        let layout = Layout::from_size_align(size, align.max(CHUNK_ALIGN)).ok()?;
        let start = source.allocate_chunk(layout)?;
        debug_assert!(size >= FOOTER && size % CHUNK_ALIGN == 0);
        // SAFETY: the chunk has `size` bytes, of which the footer takes the last ones; the offset is a
        // multiple of `CHUNK_ALIGN`, as is the address of the start, so that the footer is aligned.
        let footer = unsafe { start.add(size - FOOTER) }.cast::<Footer>();
        let value = Footer {
            next: Cell::new(None),
            used_to: Cell::new(start),
            size,
            #[allow(
                clippy::cast_possible_truncation,
                reason = "it is less than the bits of an address"
            )]
            align_shift: layout.align().trailing_zeros() as u8,
            level_after: Cell::new(None),
            is_reserved: Cell::new(false),
        };
        // SAFETY: as above, and nobody else uses the memory.
        unsafe { footer.write(value) };
        Some(Self { footer })
    }

    #[inline]
    fn footer(&self) -> &Footer {
        #[cfg(test)]
        tests::LOOKS.set(tests::LOOKS.get() + 1);
        // SAFETY: a chunk is only released by `release`, after which no copy of it is used.
        unsafe { self.footer.as_ref() }
    }

    /// All bytes of the chunk, its footer among them.
    #[inline]
    pub(super) fn size(self) -> usize {
        self.footer().size
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

    fn end<const MIN_ALIGN: usize>(self) -> *mut u8 {
        let footer = self.footer.cast::<u8>().as_ptr();
        let highest = footer.addr().min(usize::MAX - SLACK) & !(MIN_ALIGN - 1);
        footer.with_addr(highest.max(self.start().addr().get()))
    }

    /// Whether allocation may stand there, in this chunk.
    #[inline]
    pub(super) fn holds(self, pos: NonNull<u8>) -> bool {
        self.start() <= pos && pos <= self.footer.cast()
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
    #[inline]
    pub(super) fn used_to(self) -> NonNull<u8> {
        self.footer().used_to.get()
    }

    #[inline]
    pub(super) fn set_used_to(self, pos: NonNull<u8>) {
        self.footer().used_to.set(pos);
    }

    /// The level of the chunk after this one, of which `used` bytes were used: at most one more than that of this
    /// one, and at least one less, unless it `is_lent`.
    #[inline]
    pub(super) fn level_after(self, used: usize, is_lent: bool) -> Level {
        if let Some(level) = self.footer().level_after.get() {
            return level;
        }
        let Level(own) = Level::of(self.size());
        let least = if is_lent { 0 } else { own.saturating_sub(1) };
        // Up to half of a lent piece cannot be used: so as much counts as if the rest were all of it.
        let used = if is_lent { used.saturating_mul(2) } else { used };
        Level::after_use_of(used).clamp(Level(least), Level(own).next())
    }

    /// Sets the level of the chunk after this one, or `None` if that depends on how much of this one is used.
    #[inline]
    pub(super) fn set_level_after(self, level: Option<Level>) {
        self.footer().level_after.set(level);
    }

    #[inline]
    pub(super) fn next(self) -> Option<Self> {
        self.footer().next.get()
    }
}

/// Chunks, the one that was put in last first.
pub(super) struct ChunkList {
    head: Cell<Option<Chunk>>,
}

impl ChunkList {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { head: Cell::new(None) }
    }

    #[inline]
    pub(super) fn first(&self) -> Option<Chunk> {
        self.head.get()
    }

    /// Puts a chunk in front, which is in no list.
    #[inline]
    pub(super) fn push(&self, chunk: Chunk) {
        chunk.footer().next.set(self.head.replace(Some(chunk)));
    }

    /// Takes the first chunk out.
    #[inline]
    pub(super) fn pop(&self) -> Option<Chunk> {
        let chunk = self.head.get()?;
        self.head.set(chunk.next());
        Some(chunk)
    }

    /// Takes the largest chunk out.
    #[inline]
    fn take_largest(&self) -> Option<Chunk> {
        let largest = self.iter().map(Chunk::size).max()?;
        let mut link = &self.head;
        // The footers that the links are in stay where they are as long as this list holds them.
        let mut holder;
        while let Some(chunk) = link.get() {
            if chunk.size() == largest {
                link.set(chunk.next());
                return Some(chunk);
            }
            holder = chunk;
            // SAFETY: as in `Chunk::footer`; no chunk is released here.
            link = unsafe { &holder.footer.as_ref().next };
        }
        None
    }

    #[inline]
    pub(super) fn iter(&self) -> impl Iterator<Item = Chunk> + use<> {
        core::iter::successors(self.first(), |chunk| chunk.next())
    }
}

/// What an arena and the scopes in it share: the source of chunks, how many bytes of them there may be, and those
/// that wait to be used.
pub(super) struct ChunkAllocator<A> {
    source: A,
    /// The most bytes of chunks there may be.
    pub(super) limit: Cell<usize>,
    /// The size up to which chunks double.
    pub(super) largest_chunk: Cell<usize>,
    /// The bytes of all chunks from the source, whoever uses them.
    allocated: Cell<usize>,
    /// Chunks that nobody uses. Only the first is ever looked at: the one given back last, by a scope the one
    /// that it took first, so that equal scopes take equal chunks.
    free_chunks: ChunkList,
    /// The same of chunks that served a large request: apart, so that small ones do not take them.
    free_large_chunks: ChunkList,
    /// Of a measured arena: the bytes in use, in it and in the scopes in it, and the most there were.
    in_use: Cell<usize>,
    high_water: Cell<usize>,
}

impl<A> ChunkAllocator<A> {
    #[inline]
    pub(super) const fn new(source: A) -> Self {
        Self {
            source,
            limit: Cell::new(usize::MAX),
            largest_chunk: Cell::new(usize::MAX),
            allocated: Cell::new(0),
            free_chunks: ChunkList::new(),
            free_large_chunks: ChunkList::new(),
            in_use: Cell::new(0),
            high_water: Cell::new(0),
        }
    }

    /// Counts that the bytes in use are `more` and `less`; their difference counts, and may be that of
    /// two addresses.
    #[inline]
    pub(super) fn count(&self, more: usize, less: usize) {
        self.in_use.set(self.in_use.get().wrapping_add(more).wrapping_sub(less));
        self.high_water.set(self.high_water.get().max(self.in_use.get()));
    }

    #[inline]
    pub(super) fn high_water(&self) -> usize {
        self.high_water.get()
    }

    #[inline]
    pub(super) fn allocated(&self) -> usize {
        self.allocated.get()
    }

    #[inline]
    pub(super) fn has_free_chunks(&self) -> bool {
        self.free_chunks.first().or(self.free_large_chunks.first()).is_some()
    }

    #[inline]
    pub(super) fn free_chunks(&self) -> impl Iterator<Item = Chunk> + use<A> {
        self.free_chunks.iter().chain(self.free_large_chunks.iter())
    }

    /// The free chunk that the next request of usual size gets, if it has room.
    #[inline]
    pub(super) fn next_chunk(&self) -> Option<Chunk> {
        self.free_chunks.first()
    }

    /// Makes sure that the [next chunk](Self::next_chunk) is used, even if it is smaller than usual.
    #[inline]
    pub(super) fn reserve_next_chunk(&self) {
        if let Some(chunk) = self.next_chunk() {
            chunk.footer().is_reserved.set(true);
        }
    }

    /// Keeps a chunk for later.
    ///
    /// # Safety
    ///
    /// It came from this allocator, is in no list, and nobody uses its memory.
    #[inline]
    pub(super) unsafe fn put(&self, chunk: Chunk) {
        match chunk.footer().level_after.get() {
            None => self.free_chunks.push(chunk),
            Some(_) => self.free_large_chunks.push(chunk),
        }
    }

    #[inline]
    fn pop(&self) -> Option<Chunk> {
        self.free_chunks.pop().or_else(|| self.free_large_chunks.pop())
    }

    /// Takes the largest of the free chunks, or the first of those of usual size.
    #[inline]
    pub(super) fn take(&self, largest: bool) -> Option<Chunk> {
        if !largest {
            return self.pop();
        }
        while let Some(chunk) = self.free_large_chunks.pop() {
            chunk.set_level_after(None);
            self.free_chunks.push(chunk);
        }
        self.free_chunks.take_largest()
    }

    /// The usual size of a chunk of that level.
    #[inline]
    fn usual_size(&self, level: Level) -> usize {
        const_min(level.size(), self.largest_chunk.get()) & !(CHUNK_ALIGN - 1)
    }
}

/// The least size of a chunk for so many bytes. `None` if that overflows.
#[inline]
const fn least_size(bytes: usize, min_align: usize) -> Option<usize> {
    // The end of a chunk is a multiple of the minimum alignment.
    let own = FOOTER + min_align.saturating_sub(CHUNK_ALIGN);
    match align_up(bytes, min_align).checked_add(own + CHUNK_ALIGN - 1) {
        Some(sum) => Some(sum & !(CHUNK_ALIGN - 1)),
        None => None,
    }
}

impl<A: ChunkSource> ChunkAllocator<A> {
    /// A chunk with room for the request at its start: the first free one, or a new one of that level.
    ///
    /// Free chunks that are too small for the request or the level go back to the source, until they are as large as the
    /// request together: so requests that grow a little each time leave no chunk each, and none takes more
    /// steps than there were chunks made.
    pub(super) fn chunk_for<const MIN_ALIGN: usize>(
        &self,
        request: &Request,
        level: Level,
    ) -> Result<Chunk, AllocError> {
        let layout = request.in_a_new_chunk()?;
        let usual = self.usual_size(level);
        // With what its alignment may cost in a chunk that holds more than it.
        let is_large =
            least_size(layout.pad_to_align().size(), MIN_ALIGN).is_none_or(|least| least > usual);
        // A large request counts as one step of growth, whatever its size: so one leaves the next chunk small, and
        // many, each a little larger than a chunk, do not get a chunk each for ever.
        let level_after = is_large.then_some(level.next());
        // As large as a new one would be: so an arena doubles that takes what scopes in it leave.
        let is_as_large = |chunk: Chunk| {
            let is_meant = is_large || chunk.footer().is_reserved.replace(false);
            is_meant || chunk.size() >= usual.min(self.available().saturating_add(chunk.size()))
        };
        let list = if is_large { &self.free_large_chunks } else { &self.free_chunks };
        let mut released = 0;
        while let Some(chunk) = list.pop() {
            if has_room::<MIN_ALIGN>(chunk, request) && is_as_large(chunk) {
                chunk.set_level_after(level_after);
                return Ok(chunk);
            }
            if released >= layout.size() {
                list.push(chunk);
                break;
            }
            released += chunk.size();
            // SAFETY: nobody uses a free chunk, and this one is in no list any more.
            unsafe { self.release(chunk) };
        }
        // One that was reserved for it, perhaps.
        let next = self.free_chunks.first();
        if let Some(next) = next.filter(|next| is_large && has_room::<MIN_ALIGN>(*next, request)) {
            self.free_chunks.pop();
            return Ok(next);
        }
        let chunk = self.new_chunk::<MIN_ALIGN>(layout, level)?;
        if has_room::<MIN_ALIGN>(chunk, request) {
            chunk.set_level_after(level_after);
            return Ok(chunk);
        }
        // The chunk ends where the address space does, and some of it is not used.
        let size = chunk.size();
        // SAFETY: it was made above for nobody else.
        unsafe { self.release(chunk) };
        Err(AllocError::OutOfMemory { size })
    }

    /// A new chunk that begins with room for `layout`: of the usual size of the level, if that is allowed and can
    /// be had; but of its own size for a larger request.
    ///
    /// If it would exceed the limit, or if the source has no more, free chunks go back to the source first.
    pub(super) fn new_chunk<const MIN_ALIGN: usize>(
        &self,
        layout: Layout,
        level: Level,
    ) -> Result<Chunk, AllocError> {
        let least = least_size(layout.size(), MIN_ALIGN).ok_or(AllocError::Overflow)?;
        let align = layout.align().max(MIN_ALIGN);
        let usual = self.usual_size(level);
        while least > self.available() {
            let Some(chunk) = self.pop() else {
                let (limit, allocated) = (self.limit.get(), self.allocated.get());
                return Err(AllocError::Limit { size: least, limit, allocated });
            };
            // SAFETY: nobody uses a free chunk, and this one is in no list any more.
            unsafe { self.release(chunk) };
        }
        let mut size = const_max(const_min(usual, self.available()) & !(CHUNK_ALIGN - 1), least);
        loop {
            if let Some(chunk) = Chunk::new(&self.source, size, align) {
                // Asked for again: the source may have used the arena meanwhile.
                self.allocated.set(self.allocated.get() + size);
                return Ok(chunk);
            }
            if size > least {
                size = const_max((size / 2) & !(CHUNK_ALIGN - 1), least);
            } else if self.has_free_chunks() {
                self.release_free_chunks();
            } else {
                return Err(AllocError::OutOfMemory { size: least });
            }
        }
    }

    /// The bytes that may be taken from the source.
    #[inline]
    fn available(&self) -> usize {
        match self.limit.get() {
            usize::MAX => usize::MAX, // no limit
            limit => limit.saturating_sub(self.allocated.get()),
        }
    }

    /// Gives all free chunks back to the source.
    #[inline]
    pub(super) fn release_free_chunks(&self) {
        while let Some(chunk) = self.pop() {
            // SAFETY: free chunks are used by nobody, and this one is in no list any more.
            unsafe { self.release(chunk) }
        }
    }

    /// Gives a chunk back to the source.
    ///
    /// # Safety
    ///
    /// As for [`put`](Self::put).
    #[inline]
    pub(super) unsafe fn release(&self, chunk: Chunk) {
        let Footer { size, align_shift, .. } = *chunk.footer();
        self.allocated.set(self.allocated.get() - size);
        let start = chunk.start();
        // SAFETY: the layout was one when the source was asked for the chunk, with this size and alignment,
        // which is this source by the contract; nobody uses the memory any more.
        unsafe {
            let layout = Layout::from_size_align_unchecked(size, 1 << align_shift);
            self.source.deallocate_chunk(start, layout);
        }
    }
}

/// Whether the request can be served from the whole of the free chunk.
fn has_room<const MIN_ALIGN: usize>(chunk: Chunk, request: &Request) -> bool {
    // SAFETY: a free chunk is used by nobody, nor is this cursor used further; all chunks of an allocator
    // are aligned to the one `MIN_ALIGN` of its arena.
    let cursor = unsafe { chunk.cursor::<MIN_ALIGN>() };
    request.place(&cursor).is_some()
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::checked_conversions, reason = "small numbers")]
mod tests {
    use super::super::bump::Bump;
    use super::*;

    std::thread_local! {
        /// How often this thread has looked at the footer of a chunk.
        pub(super) static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    /// A request for a chunk looks at a few free chunks, however many there are: the one on top, and those that it
    /// releases, which together are as large as the request.
    #[test]
    fn a_request_looks_at_few_of_many_free_chunks() {
        let bump = Bump::new();
        bump.set_largest_chunk(512);
        bump.scope(|scratch| {
            for n in 0..4000 * 60_u64 {
                scratch.alloc(n);
            }
        });
        assert!(bump.statistics().free_chunks >= 3500, "{bump:?}");
        for size in [600, 2000] {
            let layout = Layout::from_size_align(size, 8).unwrap();
            let before = LOOKS.get();
            for _ in 0..100 {
                bump.alloc_layout(layout);
            }
            let looks = LOOKS.get() - before;
            // Of each chunk that goes: its size and alignment, whether it has room, and where it is in the list.
            assert!(looks < 100 * (30 + 12 * size / 496), "{looks} looks for 100 of {size} bytes");
        }
        assert!(bump.statistics().free_chunks >= 2000, "{bump:?}");
    }

    #[test]
    fn levels_are_the_sizes_of_doubled_chunks() {
        let sizes = [0, 1, 2, 3, 11].map(|level| Level(level).size());
        assert_eq!(sizes, [496, 1008, 2032, 4080, (1 << 20) - 16]);
        for level in 0..=255 {
            let size = Level(level).size();
            assert!(size <= isize::MAX as usize && size % CHUNK_ALIGN == 0, "{level}");
            assert!(Level::of(size) <= Level(level) && Level::of(size - 1) <= Level::of(size));
        }
        assert_eq!([0, 1, 495, 496, 1007, 1008].map(|size| Level::of(size).0), [0, 0, 0, 0, 0, 1]);
        assert_eq!(Level::of(usize::MAX).0, (usize::BITS - 10) as u8);
    }

    #[test]
    fn the_next_chunk_is_as_large_as_the_last_was_used() {
        let after = |used| Level::after_use_of(used).size();
        assert_eq!(
            [0, 8, 251, 252, 464, 507, 508].map(after),
            [496, 496, 496, 1008, 1008, 1008, 2032]
        );
        assert_eq!(Level::after_use_of(usize::MAX), Level::of(usize::MAX));
    }

    #[test]
    fn a_chunk_has_room_for_what_it_is_made_for() {
        assert_eq!(least_size(1, 1), Some(FOOTER + 16));
        assert_eq!(least_size(16, 1), Some(FOOTER + 16));
        assert_eq!(least_size(17, 64), Some(64 + FOOTER + 48));
        assert_eq!(least_size(usize::MAX, 1), None);
    }
}
