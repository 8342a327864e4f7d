use super::{Slot, Walk};

/// A hole: a run of padding bytes.
///
/// [`TypeLayout::holes`](super::TypeLayout::holes) lists the holes of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Hole {
    /// The offset of the hole's first byte.
    pub offset: usize,
    /// The number of padding bytes, at least 1.
    pub size: usize,
    /// Where the hole lies: before or between fields, or after the last one.
    pub kind: HoleKind,
}

impl Hole {
    /// Returns the offset just past the hole's last byte.
    #[must_use]
    #[inline]
    pub const fn end(&self) -> usize {
        self.offset.saturating_add(self.size)
    }

    /// Returns whether the hole lies before or between fields, rather than after the last one.
    #[must_use]
    #[inline]
    pub const fn is_internal(&self) -> bool {
        matches!(self.kind, HoleKind::Internal)
    }
}

/// Where a [`Hole`] lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HoleKind {
    /// Before or between fields.
    Internal,
    /// After the last field, to round the size up to a multiple of the alignment. Also called trailing
    /// padding.
    Trailing,
}

/// An iterator over the holes of a type, in order of their offsets.
///
/// [`TypeLayout::holes`](super::TypeLayout::holes) returns it.
#[derive(Clone, Debug)]
pub struct Holes {
    walk: Walk,
}

impl Holes {
    #[inline]
    pub(super) const fn new(walk: Walk) -> Self {
        Self { walk }
    }

    /// Returns the next hole. It is the iterator's `next` as a `const fn`.
    #[inline]
    pub const fn next(&mut self) -> Option<Hole> {
        let mut hole: Option<Hole> = None;
        loop {
            // A look ahead that goes too far is undone.
            let before = self.walk.copy();
            match (self.walk.next(), &mut hole) {
                (None, _) => return hole,
                (Some(Slot::Padding(first)), None) => hole = Some(first),
                // A field without bytes does not end a hole.
                (Some(Slot::Padding(more)), Some(hole)) => {
                    hole.size += more.size;
                    hole.kind = more.kind;
                }
                (Some(Slot::Field(field)), Some(found)) if field.size > 0 => {
                    self.walk = before;
                    return Some(*found);
                }
                (Some(Slot::Field(_)), _) => {}
            }
        }
    }
}

impl Iterator for Holes {
    type Item = Hole;

    #[inline]
    fn next(&mut self) -> Option<Hole> {
        self.next()
    }
}

impl core::iter::FusedIterator for Holes {}
