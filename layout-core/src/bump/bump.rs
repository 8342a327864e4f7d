use core::alloc::Layout;
use core::cell::Cell;
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::{self, NonNull};
use std_alloc::boxed::Box;
use std_alloc::vec::Vec;

use super::allocate::{self, Arena, allocation_methods, dangling};
use super::boxed::BumpBox;
use super::chunks::{Chunk, ChunkAllocator, ChunkList, ChunkSource, Global, Level};
use super::cursor::{Cursor, Request};
use super::statistics::{Mark, Meter, Statistics, TypeCount};
use crate::alloc_error::{AllocError, Failure, InitError};
use crate::const_fns::{const_max, const_min};

/// An arena that grows: it holds values of any type and frees them together.
///
/// An allocation moves a pointer within the current chunk. Chunks come from the global allocator or another
/// [`ChunkSource`], each twice the size of the one before. Memory is freed when the arena is dropped or
/// [`reset`](Self::reset), or at the end of a [`scope`](Self::scope).
///
/// References to allocated values borrow the arena, so they cannot outlive the arena or a reset. Values are **not
/// dropped**: what they own outside the arena leaks, unless they are in a [`BumpBox`](super::BumpBox).
///
/// Every allocation is aligned to at least `MIN_ALIGN` bytes, a power of two below 4096. An alignment of 8 saves an
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
#[doc(alias = "Arena")]
#[doc(alias = "DroplessArena")]
pub struct Bump<const MIN_ALIGN: usize = 1, A: ChunkSource = Global> {
    /// Over the free part of the current piece: one of `chunks`, or what a scope's arena was lent. Empty if there
    /// is none, or if there is a meter, whose cursor is used then.
    pub(super) cursor: Cursor<MIN_ALIGN, true>,
    /// The chunks in use, the newest first.
    pub(super) chunks: ChunkList,
    /// The chunk that the current piece is in, this arena's or one that it was lent. `None` without memory.
    pub(super) current: Cell<Option<Chunk>>,
    owner: ChunkOwner<MIN_ALIGN, A>,
    /// How many bytes this arena keeps of what it lends to a scope: 0 until it was used while a scope was open.
    kept: Cell<usize>,
    pub(super) meter: Option<Box<Meter<MIN_ALIGN>>>,
}

/// Whose the chunks are.
enum ChunkOwner<const MIN_ALIGN: usize, A: ChunkSource> {
    /// This arena's.
    Own {
        allocator: ChunkAllocator<A>,
        /// The arena of the innermost scope that is open: a `Bump` of the same type, which stays where it is
        /// until the scope ends, and takes itself out then.
        innermost: Cell<Option<NonNull<()>>>,
        /// What each arena [keeps](Bump::kept) at least.
        kept: Cell<usize>,
    },
    /// Those of another arena, in which this one is that of a scope.
    Scope(Loan<MIN_ALIGN, A>),
}

/// Of the arena of a scope.
struct Loan<const MIN_ALIGN: usize, A: ChunkSource> {
    /// Stays where it is as long as the arena.
    begun: NonNull<Begun<MIN_ALIGN, A>>,
    /// Where allocation stopped in what was lent, once the arena has gone on to a chunk.
    used_to: Cell<Option<NonNull<u8>>>,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Loan<MIN_ALIGN, A> {
    #[inline]
    fn begun(&self) -> &Begun<MIN_ALIGN, A> {
        // SAFETY: it stays where it is as long as the arena.
        unsafe { self.begun.as_ref() }
    }
}

/// What the arena of a scope was lent, and by whom.
pub(super) struct Begun<const MIN_ALIGN: usize, A: ChunkSource> {
    /// The arena that owns the chunks. It is borrowed as long as the scope is open, so it is neither dropped nor
    /// moved nor borrowed mutably.
    owner: NonNull<Bump<MIN_ALIGN, A>>,
    /// The arena of the scope that was the innermost when this one began, if there was any: it has lent the
    /// memory. Otherwise the owner has.
    outer: Option<NonNull<()>>,
    /// The chunk that the memory is in.
    pub(super) chunk: Option<Chunk>,
    /// Where it begins and ends.
    pub(super) start: NonNull<u8>,
    pub(super) end: *mut u8,
}

/// A scope, with its arena, which stays where it is; the scope ends when this is dropped.
struct OpenScope<'s, const MIN_ALIGN: usize, A: ChunkSource> {
    inner: &'s ManuallyDrop<Bump<MIN_ALIGN, A>>,
    begun: &'s Begun<MIN_ALIGN, A>,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for OpenScope<'_, MIN_ALIGN, A> {
    #[inline(always)]
    fn drop(&mut self) {
        let (inner, &Begun { owner, outer, start, end, .. }) = (&**self.inner, self.begun);
        let innermost = shared(&owner).0;
        if innermost.get() != Some(NonNull::from(inner).cast()) {
            scopes_do_not_nest();
        }
        innermost.set(outer);
        // SAFETY: as in `begin_scope_slow`, and scopes nest: the lender is the innermost again.
        let lender = unsafe { outer.map_or(owner, NonNull::cast).as_ref() };
        if inner.chunks.first().is_some() || inner.meter.is_some() {
            // SAFETY: the arena is not used after this, nor dropped.
            unsafe { inner.give_back() };
        }
        // SAFETY: that cursor lent it; what was allocated in it borrowed the arena, which is not used any more. An
        // arena that counts has another cursor, while this one stays empty.
        if !unsafe { lender.cursor.take_back(start, end) } {
            lender.return_to(self.begun);
        }
    }
}

/// What an arena keeps at first of what it lends to scopes, once it has been used while one was open.
const FIRST_KEPT: usize = 128;

// SAFETY: the chunks belong to the arena, and the pointers into them to nobody else. The arena of a scope cannot
// be moved to another thread: only shared references to it are given out, and `Bump` is not `Sync`.
unsafe impl<const MIN_ALIGN: usize, A: ChunkSource + Send> Send for Bump<MIN_ALIGN, A> {}

impl Bump {
    /// Creates an arena without allocating; the first allocation gets a chunk.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// assert_eq!(bump.allocated_bytes(), 0);
    /// assert_eq!(*bump.alloc(5), 5);
    /// ```
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self::new_in(Global)
    }

    /// Creates an arena with room for `capacity` bytes.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::with_capacity(1000);
    /// assert!(bump.remaining() >= 1000);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn with_capacity(capacity: usize) -> Self {
        let bump = Self::new();
        bump.reserve(capacity);
        bump
    }

    /// Like [`with_capacity`](Self::with_capacity), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_with_capacity(capacity: usize) -> Result<Self, AllocError> {
        let bump = Self::new();
        bump.try_reserve(capacity)?;
        Ok(bump)
    }

    /// Creates an arena that counts allocations and their types, for [`statistics`](Self::statistics) and
    /// [`types`](Self::types). Use it for debugging: every allocation takes the slow path.
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
    #[inline]
    pub fn measured() -> Self {
        Self::measured_in(Global)
    }
}

impl<const MIN_ALIGN: usize> Bump<MIN_ALIGN> {
    /// Creates an empty arena that has the `MIN_ALIGN` of its type; `new` always takes 1.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump: Bump<8> = Bump::with_min_align();
    /// assert!(std::ptr::from_mut(bump.alloc(1_u8)).addr() % 8 == 0);
    /// ```
    #[must_use]
    #[inline]
    pub const fn with_min_align() -> Self {
        Self::new_in(Global)
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// Creates an empty arena that gets its chunks from `source`.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, Global};
    /// let bump: Bump<16, _> = Bump::new_in(Global);
    /// assert_eq!(*bump.alloc('a'), 'a');
    /// ```
    #[must_use]
    #[inline]
    pub const fn new_in(source: A) -> Self {
        Self {
            cursor: Cursor::empty(),
            chunks: ChunkList::new(),
            current: Cell::new(None),
            owner: ChunkOwner::Own {
                allocator: ChunkAllocator::new(source),
                innermost: Cell::new(None),
                kept: Cell::new(0),
            },
            kept: Cell::new(0),
            meter: None,
        }
    }

    /// Creates an arena with room for `capacity` bytes that gets its chunks from `source`.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, Global};
    /// let bump: Bump<1, _> = Bump::with_capacity_in(1000, Global);
    /// assert!(bump.remaining() >= 1000);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn with_capacity_in(capacity: usize, source: A) -> Self {
        let bump = Self::new_in(source);
        bump.reserve(capacity);
        bump
    }

    /// Like [`with_capacity_in`](Self::with_capacity_in), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_with_capacity_in(capacity: usize, source: A) -> Result<Self, AllocError> {
        let bump = Self::new_in(source);
        bump.try_reserve(capacity)?;
        Ok(bump)
    }

    /// Creates a [`measured`](Bump::measured) arena that gets its chunks from `source`.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, Global};
    /// let bump: Bump<8, _> = Bump::measured_in(Global);
    /// bump.alloc(1_u8);
    /// assert_eq!(bump.statistics().counts.unwrap().lost_to_alignment, 7);
    /// ```
    #[must_use]
    #[inline]
    pub fn measured_in(source: A) -> Self {
        let mut bump = Self::new_in(source);
        bump.meter = Some(Meter::boxed_at(Cursor::empty()));
        bump
    }

    /// Limits the arena to `limit` bytes from its source: see [`set_limit`](Self::set_limit).
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new().with_limit(1000);
    /// assert_eq!(bump.limit(), Some(1000));
    /// assert!(bump.try_alloc([0_u8; 1000]).is_err());
    /// ```
    #[must_use]
    #[inline]
    pub fn with_limit(self, limit: usize) -> Self {
        self.set_limit(Some(limit));
        self
    }

    /// Reserves memory, so that the next `additional` bytes need nothing from the source.
    ///
    /// This holds for allocations that are aligned to at most `MIN_ALIGN` and fit in the current chunk.
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
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&self, additional: usize) {
        let Ok(()) = self.reserve_or::<Infallible>(additional);
    }

    /// Like [`reserve`](Self::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory.
    #[inline]
    pub fn try_reserve(&self, additional: usize) -> Result<(), AllocError> {
        self.reserve_or(additional)
    }

    #[track_caller]
    fn reserve_or<F: Failure>(&self, additional: usize) -> Result<(), F> {
        match self.reserve_slow(additional) {
            Ok(()) => Ok(()),
            Err(error) => Err(F::from_error(error)),
        }
    }

    #[inline]
    fn reserve_slow(&self, additional: usize) -> Result<(), AllocError> {
        let allocator = self.allocator();
        let next = allocator.next_chunk();
        let is_enough = |chunk: Chunk| chunk.capacity::<MIN_ALIGN>() >= additional;
        if self.cursor().remaining() >= additional {
            return Ok(());
        }
        if next.is_some_and(is_enough) {
            allocator.reserve_next_chunk();
            return Ok(());
        }
        let layout = Layout::from_size_align(additional, 1).map_err(|_| AllocError::Overflow)?;
        let chunk = allocator
            .chunk_for::<MIN_ALIGN>(&Request::bytes(layout), self.next_level(self.pos()))?;
        // Later chunks are to be as large.
        chunk.set_level_after(None);
        // SAFETY: the chunk is in no list, and nobody's.
        unsafe {
            if self.chunks.first().is_none() && self.begun().is_none() {
                self.enter(chunk);
            } else {
                allocator.put(chunk);
                allocator.reserve_next_chunk();
            }
        }
        Ok(())
    }

    /// Forgets all allocations, keeps the largest chunk, and frees the others.
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
        self.forget_scopes();
        if let Some(only) = self.only_chunk() {
            // SAFETY: as the arena is borrowed mutably, nobody uses its memory.
            return self.cursor.set(&unsafe { only.cursor() });
        }
        self.reset_chunks();
    }

    #[cold]
    #[inline(never)]
    fn reset_chunks(&mut self) {
        self.take_back();
        if let Some(largest) = self.allocator().take(true) {
            // SAFETY: the chunk is in no list, and nobody's.
            unsafe { self.enter(largest) };
        }
        self.allocator().release_free_chunks();
    }

    /// Forgets all allocations and keeps every chunk for new ones.
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
    #[inline]
    pub fn reset_keeping_chunks(&mut self) {
        self.forget_scopes();
        self.take_back();
        if let Some(oldest) = self.allocator().take(false) {
            // SAFETY: the chunk is in no list, and nobody's.
            unsafe { self.enter(oldest) };
        }
    }

    /// Frees the chunks that are kept for later by scopes, [`rewind`](Self::rewind), [`reserve`](Self::reserve) and
    /// [`reset_keeping_chunks`](Self::reset_keeping_chunks).
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// bump.scope(|inner| inner.alloc([0; 1000]).len());
    /// assert!(bump.allocated_bytes() > 4000);
    /// bump.release_free_chunks();
    /// assert_eq!(bump.allocated_bytes(), 0);
    /// ```
    #[inline]
    pub fn release_free_chunks(&self) {
        self.allocator().release_free_chunks();
    }

    /// The chunk of an arena that has no other, and whose cursor is over it: so there is no meter.
    #[inline]
    fn only_chunk(&self) -> Option<Chunk> {
        let ChunkOwner::Own { allocator, .. } = &self.owner else { return None };
        let only = self.chunks.first().filter(|chunk| chunk.next().is_none())?;
        (!self.cursor.is_nowhere() && !allocator.has_free_chunks()).then_some(only)
    }

    /// Forgets that scopes were open: those of coroutines that were forgotten may be, and what was kept from them.
    #[inline]
    fn forget_scopes(&mut self) {
        if let ChunkOwner::Own { innermost, kept, .. } = &mut self.owner {
            innermost.set(None);
            kept.set(0);
        }
        self.kept.set(0);
    }

    /// Makes free chunks of all.
    #[inline]
    fn take_back(&mut self) {
        self.cursor().set(&Cursor::empty());
        self.current.set(None);
        while let Some(chunk) = self.chunks.pop() {
            // SAFETY: as the arena is borrowed mutably, nobody uses its memory, and no scope of it is open.
            unsafe { self.allocator().put(chunk) };
        }
        if let Some(meter) = &self.meter {
            self.allocator().count(0, meter.counts().used());
            meter.rewind(Mark::default());
        }
    }

    /// Calls `work` with an arena whose memory is given back when `work` returns or unwinds.
    ///
    /// The inner arena continues in the current chunk and shares the limit and all chunks of this arena. Opening and
    /// closing a scope therefore moves a few words and frees nothing; chunks that the scope added are kept for later.
    /// What was allocated outside can be used inside. Nothing that was allocated inside can leave:
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let words = bump.alloc_slice_copy(&["b", "a"]);
    /// let first = bump.scope(|scratch| {
    ///     let sorted = scratch.alloc_slice_copy(words);
    ///     sorted.sort_unstable();
    ///     sorted[0]
    /// });
    /// assert_eq!(first, "a");
    /// ```
    ///
    /// ```compile_fail
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let kept: &mut i32 = bump.scope(|scratch| scratch.alloc(1)); // error: lifetime
    /// ```
    ///
    /// Use the outer arena for results that outlive the scope:
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let sum = bump.scope(|scratch| {
    ///     let numbers = scratch.alloc_slice_fill_iter([1, 2, 3]);
    ///     bump.alloc(numbers.iter().sum::<i32>())
    /// });
    /// assert_eq!(*sum, 6);
    /// ```
    ///
    /// The free memory of the outer arena is lent to the scope, so the first such allocation takes another chunk. From
    /// then on, until the next reset, the outer arena keeps part of its free memory for results.
    ///
    /// This takes about 50 instructions more than [`scope_mut`](Self::scope_mut).
    ///
    /// # Panics
    ///
    /// Panics if `work` panics. Aborts if scopes do not end in the reverse order of their start, which only coroutines
    /// with stacks of their own can do.
    #[doc(alias = "scoped")]
    #[doc(alias = "BumpScope")]
    #[inline(always)]
    pub fn scope<R>(&self, work: impl FnOnce(&Self) -> R) -> R {
        let (begun, meter) = self.begin_scope();
        let Begun { owner, chunk, start, end, .. } = begun;
        // SAFETY: the memory is lent, and nobody else allocates in it until the scope ends.
        let lent = unsafe { Cursor::new(start, end) };
        let begun_at = NonNull::from(&begun);
        let used_to = Cell::new(None);
        // It stays where it is, as does `begun`. What it holds is given back by `OpenScope`.
        let inner = ManuallyDrop::new(Self {
            cursor: if meter.is_some() { Cursor::empty() } else { lent },
            chunks: ChunkList::new(),
            current: Cell::new(chunk),
            owner: ChunkOwner::Scope(Loan { begun: begun_at, used_to }),
            kept: Cell::new(0),
            meter,
        });
        shared(&owner).0.set(Some(NonNull::from(&*inner).cast()));
        let open = OpenScope { inner: &inner, begun: &begun };
        work(open.inner)
    }

    /// Lends the free memory of the innermost arena to that of a new scope, whose meter is made too, if it has one.
    #[inline(always)]
    fn begin_scope(&self) -> (Begun<MIN_ALIGN, A>, Option<Box<Meter<MIN_ALIGN>>>) {
        let this = NonNull::from(self);
        let (owner, outer) = match &self.owner {
            ChunkOwner::Own { .. } => (this, None),
            ChunkOwner::Scope(loan) => (loan.begun().owner, Some(this.cast())),
        };
        let (innermost, kept) = shared(&owner);
        let meter = self.meter.as_deref().map_or(0, |meter| ptr::from_ref(meter).addr());
        if innermost.get() != outer || self.kept.get() | kept.get() | meter != 0 {
            // Taken apart, so that the compiler keeps what is lent below in registers.
            let mut begun = MaybeUninit::uninit();
            let meter = self.begin_scope_slow(owner, &mut begun);
            // SAFETY: that has initialized it.
            let Begun { owner, outer, chunk, start, end } = unsafe { begun.assume_init() };
            return (Begun { owner, outer, chunk, start, end }, meter);
        }
        let lent = self.cursor.lend(0);
        let (start, end) = (lent.pos(), lent.end());
        (Begun { owner, outer, chunk: self.current.get(), start, end }, None)
    }

    /// [`begin_scope`](Self::begin_scope) in an arena that is not the innermost, or keeps some of its memory, or
    /// counts.
    #[cold]
    #[inline(never)]
    fn begin_scope_slow(
        &self,
        owner: NonNull<Self>,
        begun: &mut MaybeUninit<Begun<MIN_ALIGN, A>>,
    ) -> Option<Box<Meter<MIN_ALIGN>>> {
        let (innermost, kept) = shared(&owner);
        let outer = innermost.get();
        // SAFETY: the owner is this arena or borrowed as long as it, and the innermost arena stays where it is
        // until its scope ends.
        let lender = unsafe { outer.map_or(owner, NonNull::cast::<Self>).as_ref() };
        let cursor = lender.cursor();
        let kept = const_max(lender.kept.get(), kept.get());
        if kept > 0 && cursor.remaining() < 2 * FIRST_KEPT {
            // Otherwise this scope, and each one inside, would have so little that it takes a chunk of its own.
            let request = Request::bytes(Layout::new::<[u8; 2 * FIRST_KEPT]>());
            let level = lender.next_level(cursor.end().addr());
            if let Ok(chunk) = self.allocator().chunk_for::<MIN_ALIGN>(&request, level) {
                // SAFETY: `chunk_for` gives a chunk of the allocator that is nobody's.
                unsafe { lender.enter(chunk) };
            }
        }
        let lent = cursor.lend(const_min(kept, cursor.remaining() / 2) & !(MIN_ALIGN - 1));
        let (start, end) = (lent.pos(), lent.end());
        let meter = self.meter.is_some().then(|| Meter::boxed_at(lent));
        begun.write(Begun { owner, outer, chunk: lender.current.get(), start, end });
        meter
    }

    /// Goes back to the piece that was lent, and left for a chunk meanwhile, if that has less room.
    #[cold]
    #[inline(never)]
    fn return_to(&self, lent: &Begun<MIN_ALIGN, A>) {
        // SAFETY: as in `OpenScope`.
        if self.meter.is_some() && unsafe { self.cursor().take_back(lent.start, lent.end) } {
            return;
        }
        let room = lent.end.addr() - lent.start.addr().get();
        // Some of it is lost, so that the cursor ends elsewhere than that of any checkpoint before: then
        // `rewind` looks for chunks that were added since.
        if room <= self.cursor().remaining() + MIN_ALIGN {
            return;
        }
        self.leave();
        self.current.set(lent.chunk);
        let pos = match (lent.chunk, self.begun()) {
            (own, Some(begun)) if own == begun.chunk => self.used_to().unwrap_or(begun.start),
            (Some(own), _) => own.used_to(),
            (None, _) => return,
        };
        let end = lent.end.wrapping_sub(MIN_ALIGN);
        // SAFETY: allocation stopped there in a piece that is this arena's up to what it had lent, of which nothing
        // is used any more; both are multiples of the minimum alignment, and there is that much room.
        self.cursor().set(&unsafe { Cursor::new(pos, end) });
    }

    /// Like [`scope`](Self::scope), but borrows the arena mutably, which costs almost nothing: the position is stored
    /// and later restored.
    ///
    /// References to earlier values end when this method is called, because the arena is borrowed mutably.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// for line in ["1 2 3", "4 5"] {
    ///     let sum = bump.scope_mut(|scratch| {
    ///         let numbers = scratch.alloc_slice_fill_with(3, |n| line.split(' ').nth(n).map(str::len));
    ///         numbers.iter().flatten().sum::<usize>()
    ///     });
    ///     assert_eq!(sum, line.len().div_ceil(2));
    /// }
    /// assert_eq!(bump.statistics().used, 0);
    /// ```
    ///
    /// ```compile_fail
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// let kept: &mut i32 = bump.scope_mut(|scratch| scratch.alloc(1)); // error: lifetime
    /// ```
    #[inline(always)]
    pub fn scope_mut<R>(&mut self, work: impl FnOnce(&Self) -> R) -> R {
        if self.cursor.is_nowhere() {
            return self.scope_mut_nowhere(work);
        }
        let (newest, pos, end) = (self.chunks.first(), self.cursor.pos(), self.cursor.end());
        let scope = ScopeMut { bump: self, newest, pos, end };
        work(scope.bump)
    }

    /// [`scope_mut`](Self::scope_mut) in an arena that has no memory, or counts.
    #[cold]
    #[inline(never)]
    fn scope_mut_nowhere<R>(&self, work: impl FnOnce(&Self) -> R) -> R {
        let scope = Rewound { bump: self, start: self.checkpoint() };
        work(scope.bump)
    }

    /// Returns the current position, for [`rewind`](Self::rewind).
    #[inline(always)]
    pub fn checkpoint(&self) -> Checkpoint {
        if self.cursor.is_nowhere() {
            return self.checkpoint_nowhere();
        }
        let (newest, pos, end) = (self.chunks.first(), self.cursor.pos(), self.cursor.end());
        Checkpoint { newest, pos, end, mark: MaybeUninit::uninit(), only_end: end }
    }

    /// [`checkpoint`](Self::checkpoint) of an arena that has no memory, or counts.
    #[cold]
    #[inline(never)]
    fn checkpoint_nowhere(&self) -> Checkpoint {
        let cursor = self.cursor();
        Checkpoint {
            newest: self.chunks.first(),
            pos: cursor.pos(),
            end: cursor.end(),
            mark: match &self.meter {
                Some(meter) => MaybeUninit::new(meter.mark()),
                None => MaybeUninit::uninit(),
            },
            only_end: ptr::null_mut(),
        }
    }

    /// Gives back everything that was allocated since the checkpoint.
    ///
    /// Prefer [`scope`](Self::scope) or [`scope_mut`](Self::scope_mut), which are safe. Use this where allocations do
    /// not nest.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let kept = bump.alloc(1);
    /// let here = bump.checkpoint();
    /// bump.alloc([0; 1000]);
    /// // SAFETY: the array is not used any more.
    /// unsafe { bump.rewind(here) };
    /// assert_eq!((*kept, bump.statistics().used), (1, 4));
    /// ```
    ///
    /// # Safety
    ///
    /// - The checkpoint is from this arena. Since then, the arena was neither reset nor rewound to an earlier
    ///   checkpoint.
    /// - Nothing that was allocated since the checkpoint is used any more, and no scope that was opened since is open.
    ///
    /// # Panics
    ///
    /// May panic if the checkpoint is from another arena.
    #[inline(always)]
    #[doc(alias = "reset_to")]
    pub unsafe fn rewind(&self, checkpoint: Checkpoint) {
        if self.cursor.end() == checkpoint.only_end {
            // SAFETY: this is where the cursor stood, in the piece in which it still is; by the contract,
            // nobody uses what it had not handed out yet.
            return unsafe { self.cursor.restart(checkpoint.pos) };
        }
        // SAFETY: the contract is the same.
        unsafe { self.rewind_elsewhere(checkpoint) }
    }

    /// Gives the chunks of a scope's arena back, and drops its meter.
    ///
    /// # Safety
    ///
    /// The arena is not used after this, nor dropped.
    #[cold]
    #[inline(never)]
    unsafe fn give_back(&self) {
        let allocator = self.allocator();
        while let Some(chunk) = self.chunks.pop() {
            // SAFETY: the chunk came from there, and what was allocated in it borrowed this arena.
            unsafe { allocator.put(chunk) };
        }
        // SAFETY: by the contract, the field is not used any more.
        if let Some(meter) = unsafe { ptr::read(&raw const self.meter) } {
            allocator.count(0, meter.counts().used());
        }
    }

    /// Goes back to a place in a piece, over chunks that were added after the `newest` of then.
    ///
    /// # Safety
    ///
    /// The cursor stood there, and ended there, or nearer if less was lent; and nobody uses what was allocated since,
    /// nor the bytes by which an older allocation was shrunk, nor a scope that was opened since.
    #[cold]
    #[inline(never)]
    unsafe fn return_to_place(&self, newest: Option<Chunk>, pos: NonNull<u8>, end: *mut u8) {
        while self.chunks.first() != newest {
            let chunk = self.chunks.pop().expect("the checkpoint is one of this arena");
            // SAFETY: the chunk was added since the checkpoint, so by the contract nobody uses it.
            unsafe { self.allocator().put(chunk) };
        }
        let lent = self.begun().and_then(|begun| begun.chunk);
        let current = self.chunks.iter().chain(lent).find(|chunk| chunk.holds(pos));
        let is_there = self.current.replace(current) == current;
        // What was lent beyond `end`, if anything, may still be lent.
        let end = if is_there { self.cursor().end() } else { end };
        // An allocation that is older than the checkpoint may have been shrunk since, and a scope been lent what that
        // left. If this arena went on elsewhere meanwhile, the piece ends a little before `pos` (see `return_to`).
        // It was this arena's up to `pos`, and is again.
        let end = if end.addr() < pos.addr().get() { pos.as_ptr() } else { end };
        // SAFETY: this is where the cursor stood, in a piece that is still ours; by the contract, nobody uses
        // what it had not handed out yet. Up to `end`, the piece is not lent.
        self.cursor().set(&unsafe { Cursor::new(pos, end) });
    }

    /// Goes back over chunks, over the ends of scopes, and over what was counted.
    ///
    /// # Safety
    ///
    /// As of [`rewind`](Self::rewind).
    #[cold]
    #[inline(never)]
    unsafe fn rewind_elsewhere(&self, checkpoint: Checkpoint) {
        // SAFETY: the contract is the same.
        unsafe { self.return_to_place(checkpoint.newest, checkpoint.pos, checkpoint.end) };
        if let Some(meter) = &self.meter {
            let now = meter.counts().used();
            // SAFETY: the checkpoint is one of this arena, so that it has a mark of this meter.
            meter.rewind(unsafe { checkpoint.mark.assume_init() });
            self.allocator().count(meter.counts().used(), now);
        }
    }

    /// Sets the maximum number of bytes that the arena may take from its source; `None` means no limit.
    ///
    /// Whenever the arena needs a chunk, it compares the limit with [`allocated_bytes`](Self::allocated_bytes), which
    /// includes scopes. The limit is exact: the last chunk is made as small as necessary. Existing allocations stay,
    /// even if they exceed a new limit.
    ///
    /// ```
    /// # use layout_core::alloc::{AllocError, Bump};
    /// let bump = Bump::new();
    /// bump.set_limit(Some(1000));
    /// while bump.try_alloc(0_u64).is_ok() {}
    /// assert!(bump.allocated_bytes() > 980 && bump.allocated_bytes() <= 1000);
    /// ```
    #[inline]
    #[doc(alias = "set_allocation_limit")]
    pub fn set_limit(&self, limit: Option<usize>) {
        self.allocator().limit.set(limit.unwrap_or(usize::MAX));
    }

    /// Returns the maximum number of bytes that the arena may take from its source.
    #[inline]
    #[doc(alias = "allocation_limit")]
    pub fn limit(&self) -> Option<usize> {
        let limit = self.allocator().limit.get();
        (limit != usize::MAX).then_some(limit)
    }

    /// Sets the size in bytes up to which chunks double. An allocation that needs a larger chunk still gets one. By
    /// default there is no such size.
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
    #[inline]
    pub fn set_largest_chunk(&self, size: usize) {
        self.allocator().largest_chunk.set(size);
    }

    /// Returns the number of bytes that the arena has taken from its source: the sizes of all chunks, including free
    /// chunks and those of scopes.
    #[inline]
    #[doc(alias = "allocated_bytes_including_metadata")]
    pub fn allocated_bytes(&self) -> usize {
        self.allocator().allocated()
    }

    /// Returns the number of bytes that the chunks of this arena hold for allocations, both used and free.
    #[inline]
    pub fn capacity(&self) -> usize {
        let own: usize = self.chunks.iter().map(Chunk::capacity::<MIN_ALIGN>).sum();
        let free: usize = self.allocator().free_chunks().map(Chunk::capacity::<MIN_ALIGN>).sum();
        own + free
    }

    /// Returns the number of free bytes in the current chunk. They can be allocated without another chunk at
    /// alignments up to `MIN_ALIGN`.
    #[inline]
    #[doc(alias = "chunk_capacity")]
    pub fn remaining(&self) -> usize {
        self.cursor().remaining()
    }

    /// Returns the allocated parts of the chunks, the newest chunk first.
    ///
    /// In each part the oldest allocation comes first; bytes lost to alignment may lie between allocations. If all
    /// allocations have one type and none was given back, the parts hold just these values:
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// bump.alloc(1_u32);
    /// bump.alloc(2_u32);
    /// let bytes: usize = bump.iter_allocated().map(<[_]>::len).sum();
    /// assert_eq!(bytes, 8);
    /// ```
    #[inline]
    #[doc(alias = "iter_allocated_chunks")]
    pub fn iter_allocated(&mut self) -> impl Iterator<Item = &[MaybeUninit<u8>]> {
        self.chunks.iter().map(|chunk| {
            let start = chunk.start();
            let is_current = self.current.get() == Some(chunk);
            let end = if is_current { self.cursor().pos() } else { chunk.used_to() };
            let len = end.addr().get() - start.addr().get();
            // SAFETY: the bytes from the start of a chunk to where allocation stopped are in the chunk, which
            // stays as long as the arena is borrowed; that it is so mutably leaves no other reference.
            unsafe { NonNull::slice_from_raw_parts(start.cast(), len).as_ref() }
        })
    }

    /// Returns figures about the arena, without scopes that are open in it.
    ///
    /// Only measured arenas have [`counts`](Statistics::counts) and [`high_water`](Statistics::high_water). The other
    /// figures are computed from the chunks by this call and cost nothing elsewhere.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::with_capacity(1000);
    /// bump.alloc([0_u8; 600]);
    /// bump.alloc([0_u8; 600]);
    /// let statistics = bump.statistics();
    /// assert_eq!((statistics.chunks, statistics.used), (2, 1200));
    /// assert!(statistics.lost_at_chunk_ends >= 400);
    /// ```
    #[inline]
    pub fn statistics(&self) -> Statistics {
        let allocator = self.allocator();
        let mut statistics = Statistics {
            chunks: self.chunks.iter().count(),
            free_chunks: allocator.free_chunks().count(),
            allocated: allocator.allocated(),
            capacity: self.capacity(),
            counts: self.meter.as_deref().map(Meter::counts),
            high_water: self.meter.as_ref().map(|_| allocator.high_water()),
            ..Statistics::default()
        };
        let current = self.current.get();
        let mut piece = |chunk: Option<Chunk>, start: usize, used_to: NonNull<u8>, end: usize| {
            // Of the current piece, nothing is lost yet.
            let is_current = chunk == current;
            let used_to = if is_current { self.cursor().pos() } else { used_to }.addr().get();
            statistics.used += used_to - start;
            statistics.lost_at_chunk_ends += if is_current { 0 } else { end - used_to };
        };
        for chunk in self.chunks.iter() {
            let start = chunk.start().addr().get();
            piece(Some(chunk), start, chunk.used_to(), start + chunk.capacity::<MIN_ALIGN>());
        }
        if let Some(begun) = self.begun() {
            let used_to = self.used_to().unwrap_or(begun.start);
            piece(begun.chunk, begun.start.addr().get(), used_to, begun.end.addr());
        }
        statistics
    }

    /// Returns the types that were allocated, in the order of their first allocation. Empty unless the arena is
    /// [measured](Bump::measured).
    ///
    /// Memory that was requested by layout, and zero-sized values, are not counted. Values that a scope or `rewind`
    /// gave back are not counted either. `Bump::report` adds the padding inside the types.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::measured();
    /// bump.alloc_slice_copy(&[1_u16, 2, 3]);
    /// let types = bump.types();
    /// assert_eq!((types[0].name, types[0].size, types[0].count), ("u16", 2, 3));
    /// ```
    #[inline]
    pub fn types(&self) -> Vec<TypeCount> {
        self.meter.as_deref().map_or(Vec::new(), Meter::types)
    }

    /// The cursor that is really used.
    #[inline]
    pub(super) fn cursor(&self) -> &Cursor<MIN_ALIGN, true> {
        match &self.meter {
            Some(meter) => &meter.cursor,
            None => &self.cursor,
        }
    }

    /// What this arena was lent, if it is that of a scope.
    #[inline]
    pub(super) fn begun(&self) -> Option<&Begun<MIN_ALIGN, A>> {
        match &self.owner {
            ChunkOwner::Own { .. } => None,
            ChunkOwner::Scope(loan) => Some(loan.begun()),
        }
    }

    /// Where allocation stopped in what the arena of a scope was lent, if it has gone on to a chunk.
    #[inline]
    pub(super) fn used_to(&self) -> Option<NonNull<u8>> {
        match &self.owner {
            ChunkOwner::Own { .. } => None,
            ChunkOwner::Scope(loan) => loan.used_to.get(),
        }
    }

    #[inline]
    pub(super) fn allocator(&self) -> &ChunkAllocator<A> {
        let owner = match &self.owner {
            ChunkOwner::Own { allocator, .. } => return allocator,
            // SAFETY: see `Begun`.
            ChunkOwner::Scope(loan) => unsafe { loan.begun().owner.as_ref() },
        };
        match &owner.owner {
            ChunkOwner::Own { allocator, .. } => allocator,
            ChunkOwner::Scope(_) => unreachable!("the owner of chunks is not a scope"),
        }
    }

    /// The level of the chunk after the current piece, used up to `pos`: so a piece which is left early, for a
    /// large request or because its memory is lent, makes no chunk larger.
    ///
    /// The newest chunk counts too, if a scope that ended has led back to an older one.
    #[inline]
    fn next_level(&self, pos: usize) -> Level {
        let is_lent = self.has_open_scope();
        let after =
            |chunk: Chunk, pos: usize| chunk.level_after(pos - chunk.start().addr().get(), is_lent);
        let current = self.current.get();
        let level = current.map_or(Level::after_use_of(0), |chunk| after(chunk, pos));
        match self.chunks.first().filter(|newest| Some(*newest) != current) {
            Some(newest) => level.max(after(newest, newest.used_to().addr().get())),
            None => level,
        }
    }

    /// The address at which allocation stands.
    #[inline]
    fn pos(&self) -> usize {
        self.cursor().pos().addr().get()
    }

    /// Notes where allocation stopped in the current piece.
    #[inline]
    fn leave(&self) {
        let pos = self.cursor().pos();
        match (self.current.get(), &self.owner) {
            (chunk, ChunkOwner::Scope(loan)) if chunk == loan.begun().chunk => {
                loan.used_to.set(Some(pos));
            }
            (Some(chunk), _) => chunk.set_used_to(pos),
            (None, _) => {}
        }
    }

    /// Goes on in a chunk.
    ///
    /// # Safety
    ///
    /// The chunk came from the allocator of this arena, is in no list, and nobody uses its memory.
    #[inline]
    unsafe fn enter(&self, chunk: Chunk) {
        self.leave();
        self.chunks.push(chunk);
        self.current.set(Some(chunk));
        // SAFETY: nobody uses the chunk, by the contract of this function; the allocator aligns all its chunks
        // to `MIN_ALIGN`. It stays until it is given back, when the cursor is taken away.
        self.cursor().set(&unsafe { chunk.cursor() });
    }

    /// Allocates what does not fit into the current piece, or what is to be counted.
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn alloc_slow<F: Failure>(&self, request: &Request) -> Result<NonNull<u8>, F> {
        match self.alloc_anywhere(request) {
            Ok(memory) => Ok(memory),
            Err(error) => Err(F::from_error(error)),
        }
    }

    #[inline]
    fn alloc_anywhere(&self, request: &Request) -> Result<NonNull<u8>, AllocError> {
        if request.layout.size() == 0 {
            return Ok(dangling(request.layout.align()));
        }
        let cursor = self.cursor();
        let mut before = cursor.pos();
        let memory = match request.place(cursor) {
            Some(memory) => memory,
            None => {
                let level = self.next_level(self.pos());
                let chunk = self.allocator().chunk_for::<MIN_ALIGN>(request, level)?;
                self.keep_more_from_scopes();
                // SAFETY: `chunk_for` gives a chunk of the allocator that is nobody's.
                unsafe { self.enter(chunk) };
                before = chunk.start();
                request.place(cursor).expect("`chunk_for` gives a chunk with room for the request")
            }
        };
        if let Some(meter) = &self.meter {
            let taken = cursor.pos().addr().get() - before.addr().get();
            meter.allocated(request, taken);
            self.allocator().count(taken, 0);
        }
        Ok(memory)
    }

    /// Whether this is not the innermost arena, so that it has lent its free memory.
    #[inline]
    fn has_open_scope(&self) -> bool {
        match &self.owner {
            ChunkOwner::Own { innermost, .. } => innermost.get().is_some(),
            ChunkOwner::Scope(loan) => {
                shared(&loan.begun().owner).0.get() != Some(NonNull::from(self).cast())
            }
        }
    }

    /// If a scope is open in this arena, which now leaves the piece that it has lent: later ones are lent less.
    #[inline]
    fn keep_more_from_scopes(&self) {
        if self.has_open_scope() {
            let owner = self.begun().map_or(NonNull::from(self), |begun| begun.owner);
            shared(&owner).1.set(FIRST_KEPT);
            self.kept.set(self.kept.get().saturating_mul(2).max(FIRST_KEPT));
        }
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
        let resized = unsafe { meter.cursor.resize(memory, old, new) };
        if resized.is_some() {
            meter.resized(old, new);
            self.allocator().count(meter.cursor.pos().addr().get(), before);
        } else if new < old {
            meter.given_back(old, new);
        }
        resized
    }

    allocation_methods!("let bump: Bump = Bump::new();", '_);
}

/// What the owner of chunks shares with the scopes in it: the arena of the innermost, and what each arena keeps
/// at least of what it lends.
#[inline(always)]
fn shared<const MIN_ALIGN: usize, A: ChunkSource>(
    owner: &NonNull<Bump<MIN_ALIGN, A>>,
) -> (&Cell<Option<NonNull<()>>>, &Cell<usize>) {
    // SAFETY: see `Begun`.
    match unsafe { &owner.as_ref().owner } {
        ChunkOwner::Own { innermost, kept, .. } => (innermost, kept),
        // SAFETY: an owner is an arena of the other kind: see `begin_scope`.
        ChunkOwner::Scope(_) => unsafe { core::hint::unreachable_unchecked() },
    }
}

/// Aborts, as a panic cannot leave this function: unwinding would go on to free what another scope uses.
#[cold]
#[inline(never)]
extern "C" fn scopes_do_not_nest() -> ! {
    panic!("a scope of an arena ended before a scope inside that scope")
}

// SAFETY: the cursor hands out each byte once, of chunks that stay while the arena is borrowed: only
// `reset` and dropping take them away, and the end of a scope takes away what is borrowed from the scope's arena.
unsafe impl<'a, const MIN_ALIGN: usize, A: ChunkSource> Arena<'a> for &'a Bump<MIN_ALIGN, A> {
    #[inline(always)]
    #[track_caller]
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F> {
        match self.cursor.alloc_type() {
            Some(memory) => Ok(memory),
            None => self.alloc_slow(&Request::of::<T>(Layout::new::<T>(), 1)).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F> {
        let layout = Layout::for_value(values);
        match self.cursor.alloc_array(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.alloc_slow(&Request::of::<T>(layout, values.len())).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F> {
        let Ok(layout) = Layout::array::<T>(len) else {
            return Err(F::from_error(AllocError::Overflow));
        };
        match self.cursor.alloc_array(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.alloc_slow(&Request::of::<T>(layout, len)).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
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
    #[track_caller]
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
    #[track_caller]
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
    #[inline]
    fn drop(&mut self) {
        // The scope of another arena has ended before, and has no chunks any more.
        if let ChunkOwner::Own { allocator, .. } = &self.owner {
            while let Some(chunk) = self.chunks.pop() {
                // SAFETY: references into the chunk borrow the arena, which is going away.
                unsafe { allocator.release(chunk) };
            }
            allocator.release_free_chunks();
        }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource + Default> Default for Bump<MIN_ALIGN, A> {
    #[inline]
    fn default() -> Self {
        Self::new_in(A::default())
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Debug for Bump<MIN_ALIGN, A> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bump").field("statistics", &self.statistics()).finish_non_exhaustive()
    }
}

/// Goes back to a place in the current piece when it is dropped. Made by `scope_mut` alone, as is [`Rewound`].
struct ScopeMut<'b, const MIN_ALIGN: usize, A: ChunkSource> {
    bump: &'b Bump<MIN_ALIGN, A>,
    newest: Option<Chunk>,
    /// Where the cursor of the arena stood, which had memory: so nothing is counted.
    pos: NonNull<u8>,
    end: *mut u8,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for ScopeMut<'_, MIN_ALIGN, A> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: this is where the cursor stood; what was allocated since is not used any more, see `Rewound`.
        unsafe {
            if self.bump.cursor.end() == self.end {
                self.bump.cursor.restart(self.pos);
            } else {
                self.bump.return_to_place(self.newest, self.pos, self.end);
            }
        }
    }
}

/// Goes back to a checkpoint of its arena when it is dropped.
struct Rewound<'b, const MIN_ALIGN: usize, A: ChunkSource> {
    bump: &'b Bump<MIN_ALIGN, A>,
    start: Checkpoint,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for Rewound<'_, MIN_ALIGN, A> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: `scope_mut` borrows the arena mutably, so that nobody uses it but its closure. What that
        // allocates, and the scopes that it opens, borrow a reference that they cannot outlive; it cannot
        // reset the arena, and to rewind it further would break that contract.
        unsafe { self.bump.rewind(self.start) }
    }
}

/// A position in an arena: created by [`Bump::checkpoint`] for [`Bump::rewind`].
#[derive(Clone, Copy)]
pub struct Checkpoint {
    /// The newest chunk.
    newest: Option<Chunk>,
    pos: NonNull<u8>,
    end: *mut u8,
    /// Initialized if the arena has a meter.
    mark: MaybeUninit<Mark>,
    /// As `end`, if there is nothing else to go back to as long as that of the cursor is this one: nothing is
    /// counted. Otherwise null, which no end is.
    only_end: *mut u8,
}

impl Debug for Checkpoint {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checkpoint").field("pos", &self.pos).finish_non_exhaustive()
    }
}
