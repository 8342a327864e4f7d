//! Fields that are better kept on different cache lines, and are not.

use super::Lines;
use super::members::{Member, Walks};
use super::sentence::Names;
use super::shared::is_shared;
use crate::layout::{CACHE_LINE, FieldLayout, Slot, TypeLayout, Walk};

/// What makes fields rivals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rivalry {
    /// Several threads write both.
    Contended,
    /// One is hot, the other cold.
    HotCold,
}

/// The side that a field is on: it is a rival of all fields on other sides.
#[derive(Clone, Copy)]
enum Side {
    /// Alone.
    Own,
    /// With the others of that name.
    Group(&'static str),
}

impl Rivalry {
    const fn side(self, field: &FieldLayout) -> Option<Side> {
        if field.size == 0 {
            return None;
        }
        match self {
            Self::Contended => match field.contended() {
                Some(group) => Some(Side::Group(group)),
                None if is_shared(field) => Some(Side::Own),
                None => None,
            },
            Self::HotCold if field.is_hot() => Some(Side::Group("hot")),
            Self::HotCold if field.is_cold() => Some(Side::Group("cold")),
            Self::HotCold => None,
        }
    }

    /// The lines under a value: wherever it may lie, if a write anywhere does harm; if it is but about
    /// what a line is filled with, those of a value that begins at the start of one.
    const fn lines(self, layout: &TypeLayout) -> Lines {
        let align = match self {
            Self::HotCold if layout.align < CACHE_LINE => CACHE_LINE,
            _ => layout.align,
        };
        Lines { size: CACHE_LINE, align }
    }
}

impl Side {
    const fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Group(one), Self::Group(other)) => equal(one, other),
            _ => false,
        }
    }
}

/// The fields that may share a cache line with a rival, in the order of their offsets.
///
/// Time linear in the number of fields: it suffices to look at the last field before each on another
/// side, as those before that lie further away.
pub(super) struct Rivals {
    rivalry: Rivalry,
    lines: Lines,
    walks: Walks,
    variant: Option<&'static str>,
    walk: Option<Walk>,
    /// The last field on any side, and the last on another side than that.
    last: Option<Seen>,
    other: Option<Seen>,
    /// A field that comes after the one that was returned.
    pending: Option<FieldLayout>,
}

/// A field that was passed.
#[derive(Clone, Copy)]
struct Seen {
    field: FieldLayout,
    side: Side,
    /// Its last byte.
    end: usize,
    is_returned: bool,
}

impl Rivals {
    pub(super) const fn of(layout: &TypeLayout, rivalry: Rivalry) -> Self {
        Self {
            rivalry,
            lines: rivalry.lines(layout),
            walks: Walks::of(layout),
            variant: None,
            walk: None,
            last: None,
            other: None,
            pending: None,
        }
    }

    /// The names of all of them.
    pub(super) const fn names(mut self) -> Names {
        let mut names = Names::new();
        while let Some(member) = self.next() {
            names.add(member);
        }
        names
    }

    /// `Iterator::next` in a `const`.
    pub(super) const fn next(&mut self) -> Option<Member> {
        if let Some(field) = self.pending.take() {
            return Some(Member { variant: self.variant, field });
        }
        loop {
            let slot = match &mut self.walk {
                Some(walk) => walk.next(),
                None => None,
            };
            match slot {
                Some(Slot::Field(field)) => {
                    if let Some(field) = self.see(field) {
                        return Some(Member { variant: self.variant, field });
                    }
                }
                Some(Slot::Padding(_)) => {}
                None => {
                    let Some((variant, walk)) = self.walks.next() else { return None };
                    (self.variant, self.walk) = (variant, Some(walk));
                    (self.last, self.other) = (None, None);
                }
            }
        }
    }

    /// Passes a field; if it is close to a rival, returns the first of the two that was not returned.
    const fn see(&mut self, field: FieldLayout) -> Option<FieldLayout> {
        let (Some(start), Some(side)) = (field.offset, self.rivalry.side(&field)) else {
            return None;
        };
        let seen = Seen { field, side, end: start + (field.size - 1), is_returned: false };
        let is_on_side_of_last = match &self.last {
            Some(last) => last.side.is_same(side),
            None => true,
        };
        if !is_on_side_of_last {
            self.other = self.last;
        }
        self.last = Some(seen);
        let Some(rival) = &mut self.other else { return None };
        if self.lines.part(rival.end, start) {
            return None;
        }
        self.last = Some(Seen { is_returned: true, ..seen });
        if rival.is_returned {
            return Some(field);
        }
        rival.is_returned = true;
        self.pending = Some(field);
        Some(rival.field)
    }
}

#[cfg(feature = "alloc")]
impl Iterator for Rivals {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while one.len() == other.len() && index < one.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}
