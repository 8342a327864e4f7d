use super::{Slot, Walk};

/// A run of padding bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Hole {
    /// The offset of its first byte.
    pub offset: usize,
    /// Its number of bytes, at least 1.
    pub size: usize,
    /// Whether fields follow it.
    pub kind: HoleKind,
}

impl Hole {
    /// The offset just behind its last byte.
    #[must_use]
    #[inline]
    pub const fn end(&self) -> usize {
        self.offset.saturating_add(self.size)
    }

    /// Whether fields follow it.
    #[must_use]
    #[inline]
    pub const fn is_internal(&self) -> bool {
        matches!(self.kind, HoleKind::Internal)
    }
}

/// Where a run of padding bytes lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HoleKind {
    /// Before or between fields.
    Internal,
    /// Behind the last field, to round the size up to a multiple of the alignment.
    Trailing,
}

/// The runs of padding of a type in order of their offsets: see
/// [`TypeLayout::holes`](super::TypeLayout::holes).
#[derive(Clone, Debug)]
pub struct Holes {
    walk: Walk,
}

impl Holes {
    #[inline]
    pub(super) const fn new(walk: Walk) -> Self {
        Self { walk }
    }

    /// The next hole; the same as the iterator's `next`, for use in a `const`.
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
