//! The order in which fields and padding lie in memory.

use super::fields::FieldList;
use super::{FieldLayout, Fields, Hole, HoleKind};

/// One stretch of a value's bytes: a field or padding.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// A field, possibly of size 0.
    Field(FieldLayout),
    /// Padding.
    Padding(Hole),
}

/// A walk over a struct's bytes from its first to its last: see
/// [`TypeLayout::walk`](super::TypeLayout::walk).
///
/// Fields come in order of (offset, place in the declaration), with the padding between them.
/// Fields whose offset is not known are left out.
///
/// The whole walk takes time linear in the number of fields if they lie in the order of their
/// declaration, as in `repr(C)`. Otherwise each step searches from the last field onwards for the
/// one that begins where the last ended, and the whole field list only where there is none.
#[derive(Clone, Debug)]
pub struct Walk {
    fields: FieldList,
    /// Where the texts of the fields are read.
    reader: Fields,
    size: usize,
    order: Order,
    /// The end of the bytes walked so far.
    cursor: usize,
    /// The field seen last: its index in `fields`.
    last: Option<usize>,
    /// A field found behind a hole that was reported first.
    pending: Option<usize>,
}

/// What is known of all fields together, which makes finding the next one cheaper.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// Offsets never fall in the order of declaration.
    Declared,
    /// Every field has an extent, so two of them never share an offset.
    Extents,
    /// Neither.
    Any,
}

impl Order {
    const fn of(fields: FieldList) -> Self {
        let mut declared = true;
        let mut extents = true;
        let mut floor = 0;
        let mut index = 0;
        while index < fields.len() {
            match fields.offset(index) {
                Some(offset) => {
                    declared &= offset >= floor;
                    floor = offset;
                }
                None => declared = false,
            }
            extents &= fields.size(index) > 0;
            index += 1;
        }
        match (declared, extents) {
            (true, _) => Self::Declared,
            (false, true) => Self::Extents,
            (false, false) => Self::Any,
        }
    }
}

impl Walk {
    pub(super) const fn new(fields: FieldList, size: usize) -> Self {
        Self::from(fields, 0, size)
    }

    /// A walk over the bytes from `start`, which is where the fields may begin.
    pub(super) const fn from(fields: FieldList, start: usize, size: usize) -> Self {
        let (order, reader) = (Order::of(fields), fields.iter());
        Self { fields, reader, size, order, cursor: start, last: None, pending: None }
    }

    /// The next stretch of bytes; the same as the iterator's `next`, for use in a `const`.
    pub const fn next(&mut self) -> Option<Slot> {
        let next = match self.pending.take() {
            Some(index) => Some(index),
            None => self.next_field(),
        };
        let (start, kind) = match next {
            Some(index) => (self.start(index), HoleKind::Internal),
            None => (self.size, HoleKind::Trailing),
        };
        if start > self.cursor {
            let hole = Hole { offset: self.cursor, size: start - self.cursor, kind };
            self.cursor = start;
            self.pending = next;
            return Some(Slot::Padding(hole));
        }
        let Some(index) = next else { return None };
        let end = start.saturating_add(self.fields.size(index));
        if end > self.cursor {
            self.cursor = end;
        }
        self.last = Some(index);
        match self.reader.seek(index) {
            Some(field) => Some(Slot::Field(field)),
            None => None,
        }
    }

    const fn start(&self, index: usize) -> usize {
        match self.fields.offset(index) {
            Some(offset) => offset,
            None => usize::MAX,
        }
    }

    const fn next_field(&self) -> Option<usize> {
        let first = match self.last {
            Some(index) => index + 1,
            None => 0,
        };
        if matches!(self.order, Order::Declared) {
            return if first < self.fields.len() { Some(first) } else { None };
        }
        self.search(first)
    }

    /// The field with the least (offset, index) above that of the last, beginning the search at
    /// index `first` and going round.
    const fn search(&self, first: usize) -> Option<usize> {
        let mut best: Option<usize> = None;
        let mut step = 0;
        while step < self.fields.len() {
            let index = (first + step) % self.fields.len();
            if self.is_behind_last(index) {
                if matches!(self.order, Order::Extents) && self.start(index) == self.cursor {
                    return Some(index);
                }
                best = match best {
                    Some(other) if !self.is_before(index, other) => Some(other),
                    _ => Some(index),
                };
            }
            step += 1;
        }
        best
    }

    const fn is_behind_last(&self, index: usize) -> bool {
        if self.fields.offset(index).is_none() {
            return false;
        }
        match self.last {
            Some(last) => self.is_before(last, index),
            None => true,
        }
    }

    const fn is_before(&self, one: usize, other: usize) -> bool {
        let (a, b) = (self.start(one), self.start(other));
        a < b || (a == b && one < other)
    }
}

impl Iterator for Walk {
    type Item = Slot;

    fn next(&mut self) -> Option<Slot> {
        self.next()
    }
}
