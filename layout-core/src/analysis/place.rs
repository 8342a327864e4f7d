//! Fields placed one behind the other, for sizes that a type would have.

use crate::compare::{greater, lesser};
use crate::layout::{FieldLayout, Repr};

/// The bytes that are taken up so far, and the greatest alignment among them.
#[derive(Clone, Copy)]
pub(super) struct Placing {
    pub(super) end: usize,
    pub(super) align: usize,
}

impl Placing {
    pub(super) const START: Self = Self { end: 0, align: 1 };

    /// Places something at the next multiple of its alignment.
    #[must_use]
    pub(super) const fn place(self, size: usize, align: usize) -> Self {
        let start = match self.end.checked_next_multiple_of(align) {
            Some(start) => start,
            None => usize::MAX,
        };
        Self { end: start.saturating_add(size), align: greater(align, self.align) }
    }

    /// The size of the whole, which is a multiple of its alignment.
    pub(super) const fn size(self, repr: Repr) -> usize {
        let align = match repr.align {
            Some(minimum) => greater(minimum, self.align),
            None => self.align,
        };
        match self.end.checked_next_multiple_of(align) {
            Some(size) => size,
            None => usize::MAX,
        }
    }
}

/// The alignment with which a type of that representation places a field.
pub(super) const fn placed_align(field: &FieldLayout, repr: Repr) -> usize {
    limited(field.align, repr)
}

/// The alignment with which a type of that representation places what has another.
pub(super) const fn limited(align: usize, repr: Repr) -> usize {
    match repr.packed {
        Some(limit) => lesser(limit, align),
        None => align,
    }
}
