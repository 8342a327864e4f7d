//! What a measured arena counts, on its slow path; others have no meter and count nothing.

use core::cell::{Cell, RefCell};
use std_alloc::boxed::Box;
use std_alloc::vec::Vec;

use super::arithmetic::align_up;
use super::cursor::Cursor;
use super::request::Request;
use super::statistics::{Counts, TypeCount};

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
    #[allow(clippy::unnecessary_wraps, reason = "it is made for a field that may have none")]
    pub(super) fn boxed_at(cursor: Cursor<MIN_ALIGN, true>) -> Option<Box<Self>> {
        let (counts, types) = (Cell::default(), RefCell::default());
        Some(Box::new(Self { cursor, counts, types }))
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts.get()
    }

    /// Counts an allocation that moved the cursor by `taken` bytes.
    pub(super) fn allocated(&self, request: &Request, taken: usize) {
        let mut counts = self.counts.get();
        counts.allocations += 1;
        counts.requested += request.layout.size();
        counts.lost_to_alignment += taken - request.layout.size();
        self.counts.set(counts);
        if let Some(size) = request.layout.size().checked_div(request.count) {
            let name = (request.type_name)();
            self.types.borrow_mut().add(TypeCount { name, size, count: request.count });
        }
    }

    /// Counts that the last allocation was resized where it lies.
    pub(super) fn resized(&self, old: usize, new: usize) {
        let mut counts = self.counts.get();
        counts.requested = counts.requested + new - old;
        counts.lost_to_alignment =
            counts.lost_to_alignment + rounding::<MIN_ALIGN>(new) - rounding::<MIN_ALIGN>(old);
        self.counts.set(counts);
    }

    /// Counts that another allocation became smaller, which moves nothing.
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
    pub(super) fn rewind(&self, mark: Mark) {
        self.counts.set(mark.counts);
        let mut types = self.types.borrow_mut();
        types.counts.truncate(mark.types);
        types.marked = mark.types;
    }

    /// The types, each once.
    pub(super) fn types(&self) -> Vec<TypeCount> {
        let mut merged = Types::default();
        for &count in &self.types.borrow().counts {
            merged.add(count);
        }
        merged.counts
    }
}

impl Types {
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
