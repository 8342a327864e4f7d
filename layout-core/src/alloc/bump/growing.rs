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
    pub(super) cursor: Cursor<MIN_ALIGN, true>,
    /// The chunks in use, the current one first.
    pub(super) chunks: ChunkList,
    /// Of the arena of a scope: what it was lent.
    pub(super) tail: Option<Tail<MIN_ALIGN>>,
    /// Where the cursor stood when the free part of the current piece was lent to a scope, while it is.
    pub(super) lent: Cell<Option<NonNull<u8>>>,
    /// Whether scopes are lent nothing, as this arena is used while they are open: it had to leave what it
    /// had lent once.
    pub(super) keeps: Cell<bool>,
    stock: Stock<MIN_ALIGN, A>,
    pub(super) meter: Option<Box<Meter<MIN_ALIGN>>>,
}

/// Whose supply of chunks an arena uses.
enum Stock<const MIN_ALIGN: usize, A: ChunkSource> {
    Own(Supply<A>),
    /// That of the arena that this one is a scope of. It is borrowed as long as this one exists, so it is
    /// neither dropped nor moved nor borrowed mutably.
    Outer(NonNull<Bump<MIN_ALIGN, A>>),
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
            lent: Cell::new(None),
            keeps: Cell::new(false),
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

    /// The arena of a scope that was lent this, with a cursor there: its own, or that of its meter.
    #[inline(always)]
    pub(super) fn inner(
        &self,
        cursor: Cursor<MIN_ALIGN, true>,
        lent: Cursor<MIN_ALIGN, true>,
        meter: Option<Box<Meter<MIN_ALIGN>>>,
    ) -> Self {
        Self {
            cursor,
            chunks: ChunkList::new(),
            tail: Some(Tail { used_to: Cell::new(lent.pos()), lent }),
            lent: Cell::new(None),
            keeps: Cell::new(false),
            stock: Stock::Outer(NonNull::from(self)),
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

    pub(super) fn supply(&self) -> &Supply<A> {
        match &self.stock {
            Stock::Own(supply) => supply,
            // SAFETY: see `Stock`.
            Stock::Outer(outer) => unsafe { outer.as_ref() }.supply(),
        }
    }

    /// Whether there are no chunks that nobody uses. Also false where that would have to be looked for.
    #[inline]
    pub(super) fn has_no_spares(&self) -> bool {
        match &self.stock {
            Stock::Own(supply) => !supply.has_spares(),
            Stock::Outer(_) => false,
        }
    }

    /// The size of the chunk that the next one is to be twice as large as: the last one, here or further
    /// out, unless it may be as good as empty, because another arena has its free memory.
    pub(super) fn outgrown(&self) -> Option<usize> {
        let began_without = |tail: &Tail<MIN_ALIGN>| tail.lent.remaining() == 0;
        let has_none =
            self.chunks.first().is_none() && self.tail.as_ref().is_some_and(began_without);
        if self.lent.get().is_some() || has_none { None } else { self.last_size() }
    }

    /// The size of the chunk that was added last, here or further out.
    fn last_size(&self) -> Option<usize> {
        match (self.chunks.first(), &self.stock) {
            (Some(chunk), _) => Some(chunk.size()),
            // SAFETY: see `Stock`.
            (None, Stock::Outer(outer)) => unsafe { outer.as_ref() }.last_size(),
            (None, Stock::Own(_)) => None,
        }
    }

    /// Goes on in a chunk.
    ///
    /// # Safety
    ///
    /// The chunk came from the supply of this arena, is in no list, and nobody uses its memory.
    pub(super) unsafe fn enter(&self, chunk: Chunk) {
        self.leave();
        self.chunks.push(chunk);
        self.lent.set(None);
        // SAFETY: nobody uses the chunk, by the contract of this function; the supply aligns all its chunks
        // to `MIN_ALIGN`. It stays until it is given back, when the cursor is taken away.
        self.cursor().set(&unsafe { chunk.cursor() });
    }

    /// Where allocation stands in the current piece.
    pub(super) fn pos(&self) -> NonNull<u8> {
        self.lent.get().unwrap_or_else(|| self.cursor().pos())
    }

    /// Notes where allocation stopped in the current piece.
    fn leave(&self) {
        let pos = self.pos();
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
                let chunk = self.supply().chunk_for::<MIN_ALIGN>(request, self.outgrown())?;
                if self.lent.get().is_some() {
                    self.keeps.set(true);
                }
                // SAFETY: `chunk_for` gives a chunk of the supply that is nobody's.
                unsafe { self.enter(chunk) };
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
        let resized = unsafe { meter.cursor.resize(memory, old, new) };
        if resized.is_some() {
            meter.resized(old, new);
            self.supply().count(meter.cursor.pos().addr().get(), before);
        } else if new < old {
            meter.given_back(old, new);
        }
        resized
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
    fn drop(&mut self) {
        while let Some(chunk) = self.chunks.pop() {
            // SAFETY: references into the chunks borrow the arena, which is going away.
            unsafe {
                match &self.stock {
                    Stock::Own(supply) => supply.release(chunk),
                    Stock::Outer(outer) => outer.as_ref().supply().put(chunk),
                }
            }
        }
        if let Stock::Own(supply) = &self.stock {
            supply.release_spares();
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
