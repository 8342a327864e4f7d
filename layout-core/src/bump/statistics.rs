//! What an arena holds, and what a measured one counts on its slow path; others have no meter and count nothing.

use core::cell::{Cell, RefCell};
use std_alloc::boxed::Box;
use std_alloc::vec::Vec;

use super::cursor::{Cursor, Request, align_up};

/// Figures about an arena: returned by [`Bump::statistics`](super::Bump::statistics).
///
/// All quantities are bytes, except for numbers of chunks and allocations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// The number of chunks in use.
    pub chunks: usize,
    /// The number of chunks that a scope, a rewind or a reset gave back and that are kept for later.
    pub free_chunks: usize,
    /// The bytes taken from the source: the sizes of all chunks, footers included.
    pub allocated: usize,
    /// The bytes of `allocated` that are available to allocations: chunks without their footers.
    pub capacity: usize,
    /// The bytes handed out, including what alignment cost.
    pub used: usize,
    /// The bytes at the ends of chunks that stay unused: the next allocation did not fit there, or a scope was lent
    /// them.
    pub lost_at_chunk_ends: usize,
    /// What a [measured](super::Bump::measured) arena counts; `None` for others.
    pub counts: Option<Counts>,
    /// The maximum that `used` has reached, with scopes included; `None` unless the arena is
    /// [measured](super::Bump::measured).
    pub high_water: Option<usize>,
}

/// What a [measured](super::Bump::measured) arena counts with each allocation.
///
/// `requested + lost_to_alignment + given_back` is [`Statistics::used`]. Zero-sized allocations are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The number of allocations since the arena was created or reset.
    pub allocations: usize,
    /// The bytes that were requested and not given back.
    pub requested: usize,
    /// The bytes between allocations that alignment cost.
    pub lost_to_alignment: usize,
    /// The bytes that collections gave back and that cannot be used before a reset, because something was allocated
    /// after them.
    pub given_back: usize,
}

impl Counts {
    #[inline]
    pub(super) const fn used(&self) -> usize {
        self.requested + self.lost_to_alignment + self.given_back
    }
}

/// The number of values of one type in a [measured](super::Bump::measured) arena: returned by
/// [`Bump::types`](super::Bump::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeCount {
    /// The name of the type, as [`core::any::type_name`] returns it.
    pub name: &'static str,
    /// The size of one value, in bytes.
    pub size: usize,
    /// The number of values, including those in slices.
    pub count: usize,
    /// Whether the type needs drop. What such values own leaks, unless they are in a [`BumpBox`](super::BumpBox).
    pub needs_drop: bool,
}

/// Beside a measured arena, whose own cursor is always empty, so that all its allocations go the slow
/// way.
pub(super) struct Meter<const MIN_ALIGN: usize> {
    /// The cursor that is really used.
    pub(super) cursor: Cursor<MIN_ALIGN, true>,
    counts: Cell<Counts>,
    types: RefCell<Types>,
}

/// The types allocated, in the order of their first appearance since the last mark.
#[derive(Default)]
struct Types {
    counts: Vec<TypeCount>,
    /// Entries before this one belong to checkpoints and are not changed.
    marked: usize,
}

/// What a checkpoint keeps of a meter.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    counts: Counts,
    types: usize,
}

impl<const MIN_ALIGN: usize> Meter<MIN_ALIGN> {
    /// A meter whose cursor stands there.
    #[cold]
    #[inline(never)]
    pub(super) fn boxed_at(cursor: Cursor<MIN_ALIGN, true>) -> Box<Self> {
        let (counts, types) = (Cell::default(), RefCell::default());
        Box::new(Self { cursor, counts, types })
    }

    #[inline]
    pub(super) fn counts(&self) -> Counts {
        self.counts.get()
    }

    /// Counts an allocation that moved the cursor by `taken` bytes.
    #[inline]
    pub(super) fn allocated(&self, request: &Request, taken: usize) {
        let mut counts = self.counts.get();
        counts.allocations += 1;
        counts.requested += request.layout.size();
        counts.lost_to_alignment += taken - request.layout.size();
        self.counts.set(counts);
        if let Some(size) = request.layout.size().checked_div(request.count) {
            let (name, needs_drop) = (request.of_type)();
            let count = request.count;
            self.types.borrow_mut().add(TypeCount { name, size, count, needs_drop });
        }
    }

    /// Counts that the last allocation was resized where it lies.
    #[inline]
    pub(super) fn resized(&self, old: usize, new: usize) {
        let mut counts = self.counts.get();
        counts.requested = counts.requested + new - old;
        counts.lost_to_alignment =
            counts.lost_to_alignment + rounding::<MIN_ALIGN>(new) - rounding::<MIN_ALIGN>(old);
        self.counts.set(counts);
    }

    /// Counts that another allocation became smaller, which moves nothing.
    #[inline]
    pub(super) fn given_back(&self, old: usize, new: usize) {
        self.resized(old, new);
        let mut counts = self.counts.get();
        counts.given_back += align_up(old, MIN_ALIGN) - align_up(new, MIN_ALIGN);
        self.counts.set(counts);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn mark(&self) -> Mark {
        let mut types = self.types.borrow_mut();
        types.marked = types.counts.len();
        Mark { counts: self.counts.get(), types: types.marked }
    }

    /// Goes back to what was counted at the mark.
    #[inline]
    pub(super) fn rewind(&self, mark: Mark) {
        self.counts.set(mark.counts);
        let mut types = self.types.borrow_mut();
        types.counts.truncate(mark.types);
        types.marked = mark.types;
    }

    /// The types, each once.
    #[inline]
    pub(super) fn types(&self) -> Vec<TypeCount> {
        let mut merged = Types::default();
        for &count in &self.types.borrow().counts {
            merged.add(count);
        }
        merged.counts
    }
}

impl Types {
    #[inline]
    fn add(&mut self, more: TypeCount) {
        // A type may have several names, and several types one name: the size tells most of them apart.
        let same = |known: &&mut TypeCount| known.name == more.name && known.size == more.size;
        match self.counts[self.marked..].iter_mut().find(same) {
            Some(known) => known.count += more.count,
            None => self.counts.push(more),
        }
    }
}

/// What the end of an allocation costs because the next one begins at a multiple of the minimum.
fn rounding<const MIN_ALIGN: usize>(size: usize) -> usize {
    align_up(size, MIN_ALIGN) - size
}
