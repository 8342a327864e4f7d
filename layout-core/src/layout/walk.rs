//! The order in which fields and padding lie in memory.

use super::fields::FieldList;
use super::{FieldLayout, Fields, Hole, HoleKind};

/// One run of a value's bytes: a field or padding. A [`Walk`] consists of them.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// A field, which may have size 0.
    Field(FieldLayout),
    /// Padding.
    Padding(Hole),
}

/// An iterator over a struct's fields and holes, from its first byte to its last.
///
/// [`TypeLayout::walk`](super::TypeLayout::walk) returns it. Fields that share an offset come in the order of
/// declaration. Fields whose offset is not known are left out.
///
/// If the fields lie in the order of declaration, as in `repr(C)`, the whole walk takes time linear in their
/// number. Otherwise each step searches for the field that begins where the last one ended, and may look at
/// every field.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Where the texts of the fields are read.
    reader: Fields,
    size: usize,
    /// The end of the bytes walked so far.
    cursor: usize,
    /// The fields still to come. Those that have bytes never share an offset, which makes them
    /// quicker to find; so the others, of which there are few, are kept apart.
    filled: Queue,
    empty: Queue,
}

impl Walk {
    #[inline]
    pub(super) const fn new(fields: FieldList, size: usize) -> Self {
        Self::from(fields, 0, size)
    }

    /// A walk over the bytes from `start`, which is where the fields may begin.
    #[inline]
    pub(super) const fn from(fields: FieldList, start: usize, size: usize) -> Self {
        let (filled, empty) = if is_in_order(fields) {
            (Queue::in_order(fields), Queue::none(fields))
        } else {
            (Queue::of(fields, true, start), Queue::of(fields, false, start))
        };
        Self { reader: fields.iter(), size, cursor: start, filled, empty }
    }

    /// `Clone` in a `const`.
    #[inline]
    pub(crate) const fn copy(&self) -> Self {
        Self {
            reader: self.reader.copy(),
            filled: Queue { ..self.filled },
            empty: Queue { ..self.empty },
            ..*self
        }
    }

    /// Returns the next field or hole. It is the iterator's `next` as a `const fn`.
    #[inline]
    pub const fn next(&mut self) -> Option<Slot> {
        let is_empty_next = match (self.empty.head, self.filled.head) {
            (Some(empty), Some(filled)) => self.filled.is_before(empty, filled),
            (empty, _) => empty.is_some(),
        };
        let head = if is_empty_next { self.empty.head } else { self.filled.head };
        let (start, kind) = match head {
            Some(index) => (self.filled.start(index), HoleKind::Internal),
            None => (self.size, HoleKind::Trailing),
        };
        if start > self.cursor {
            let hole = Hole { offset: self.cursor, size: start - self.cursor, kind };
            self.cursor = start;
            return Some(Slot::Padding(hole));
        }
        let Some(index) = head else { return None };
        let end = start.saturating_add(self.filled.fields.size(index));
        if end > self.cursor {
            self.cursor = end;
        }
        if is_empty_next {
            self.empty.advance(usize::MAX);
        } else {
            self.filled.advance(end);
        }
        match self.reader.seek(index) {
            Some(field) => Some(Slot::Field(field)),
            None => None,
        }
    }
}

impl Iterator for Walk {
    type Item = Slot;

    #[inline]
    fn next(&mut self) -> Option<Slot> {
        self.next()
    }
}

impl core::iter::FusedIterator for Walk {}

/// Whether the offsets never fall in the order of declaration.
#[inline]
const fn is_in_order(fields: FieldList) -> bool {
    let mut floor = 0;
    let mut index = 0;
    while index < fields.len() {
        match fields.offset(index) {
            Some(offset) if offset >= floor => floor = offset,
            _ => return false,
        }
        index += 1;
    }
    true
}

/// Some of the fields, in the order in which they lie in memory.
#[derive(Clone, Debug)]
struct Queue {
    fields: FieldList,
    which: Which,
    /// The index of the field that comes next.
    head: Option<usize>,
}

/// The fields that a queue holds.
#[derive(Clone, Copy, Debug)]
enum Which {
    /// All, and they lie in the order of declaration.
    All,
    /// Those that have bytes.
    Filled,
    /// Those that have none.
    Empty,
}

impl Queue {
    #[inline]
    const fn none(fields: FieldList) -> Self {
        Self { fields, which: Which::Empty, head: None }
    }

    #[inline]
    const fn in_order(fields: FieldList) -> Self {
        let head = if fields.len() > 0 { Some(0) } else { None };
        Self { fields, which: Which::All, head }
    }

    /// The fields that have bytes, or those that have none. The first is likely at `start`.
    #[inline]
    const fn of(fields: FieldList, filled: bool, start: usize) -> Self {
        let which = if filled { Which::Filled } else { Which::Empty };
        let mut queue = Self { fields, which, head: None };
        queue.head = queue.search(None, start);
        queue
    }

    /// Goes on to the next field, which is likely to begin at `guess`.
    #[inline]
    const fn advance(&mut self, guess: usize) {
        let Some(last) = self.head else { return };
        self.head = match self.which {
            Which::All if last + 1 < self.fields.len() => Some(last + 1),
            Which::All => None,
            Which::Filled | Which::Empty => self.search(self.head, guess),
        };
    }

    /// The field that comes after `last` in memory. The search begins after it, continues at the first field after the last, and
    /// ends early at a field with bytes that begins at `guess`, as there is no other there.
    #[inline]
    const fn search(&self, last: Option<usize>, guess: usize) -> Option<usize> {
        let len = self.fields.len();
        let first = match last {
            Some(last) => last + 1,
            None => 0,
        };
        let mut best = None;
        let mut step = 0;
        while step < len {
            let index = (first + step) % len;
            if self.holds(index) && self.is_behind(last, index) {
                if matches!(self.which, Which::Filled) && self.start(index) == guess {
                    return Some(index);
                }
                best = match best {
                    Some(other) if self.is_before(other, index) => best,
                    _ => Some(index),
                };
            }
            step += 1;
        }
        best
    }

    #[inline]
    const fn holds(&self, index: usize) -> bool {
        let is_filled = self.fields.size(index) > 0;
        self.fields.offset(index).is_some() && is_filled == matches!(self.which, Which::Filled)
    }

    #[inline]
    const fn is_behind(&self, last: Option<usize>, index: usize) -> bool {
        match last {
            Some(last) => self.is_before(last, index),
            None => true,
        }
    }

    #[inline]
    const fn is_before(&self, one: usize, other: usize) -> bool {
        let (a, b) = (self.start(one), self.start(other));
        a < b || (a == b && one < other)
    }

    #[inline]
    const fn start(&self, index: usize) -> usize {
        match self.fields.offset(index) {
            Some(offset) => offset,
            None => usize::MAX,
        }
    }
}
