//! Fields that are better kept on different cache lines, and are not.

use super::sentence::Names;
use super::shared::is_shared;
use crate::analysis::{Lines, Member, Walks};
use crate::const_fns::const_str_eq;
use crate::layout::{CACHE_LINE, FieldLayout, Slot, TypeLayout, Walk};

/// What makes fields rivals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rivalry {
    /// Threads write one, and others write or read the other.
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
    /// With the other fields that are read often, and written by nobody as far as is known.
    Readers,
}

impl Rivalry {
    const fn side(self, field: &FieldLayout) -> Option<Side> {
        if field.size == 0 {
            return None;
        }
        match self {
            Self::Contended => match field.contended() {
                Some(group) => Some(Side::Group(group)),
                // Seldom used, whether written or not.
                None if field.is_cold() => None,
                None if is_shared(field) => Some(Side::Own),
                None if field.is_hot() => Some(Side::Readers),
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
            Self::Contended => layout.align,
            Self::HotCold => CACHE_LINE,
        };
        Lines { size: CACHE_LINE, align }
    }
}

impl Side {
    const fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Group(one), Self::Group(other)) => const_str_eq(one, other),
            (Self::Readers, Self::Readers) => true,
            _ => false,
        }
    }
}

/// The fields that may share a cache line with a rival: of each two sides that meet, the fields that
/// lie closest.
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
        let seen =
            Seen { field, side, end: start.saturating_add(field.size - 1), is_returned: false };
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

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use std::collections::BTreeSet;
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use super::{Rivalry, Rivals};
    use crate::layout::{CACHE_LINE, FieldList, FieldType, Kind, Repr, TypeLayout};

    /// A field: its offset, its size, and the number of its group, 0 being that of no group.
    type Field = (usize, usize, usize);

    fn layout(fields: &[Field], size: usize, align: usize) -> TypeLayout {
        const ENTRIES: [&str; 4] = ["\u{6}aaa: T", "\u{6}a:g1 T", "\u{6}a:g2 T", "\u{6}a:g3 T"];
        let entries: String = fields.iter().map(|field| ENTRIES[field.2]).collect();
        let types: Vec<_> =
            fields.iter().map(|field| FieldType::unknown_tail::<()>(field.1, 1)).collect();
        let offsets: Vec<_> = fields.iter().map(|field| field.0).collect();
        TypeLayout {
            size,
            align,
            repr: Repr::C,
            kind: Kind::Struct,
            fields: FieldList::new(entries.leak(), types.leak(), offsets.leak()),
            ..TypeLayout::opaque::<()>("", "")
        }
    }

    /// Whether two fields may share a line, by trying all places of a value on its lines.
    fn may_meet(one: Field, other: Field, align: usize) -> bool {
        let lines = |field: Field, start: usize| {
            let first = (start + field.0) / CACHE_LINE;
            first..=(start + field.0 + field.1 - 1) / CACHE_LINE
        };
        let mut starts = (0..CACHE_LINE).step_by(align.min(CACHE_LINE));
        starts.any(|start| {
            let other = lines(other, start);
            lines(one, start).any(|line| other.contains(&line))
        })
    }

    #[test]
    fn agree_with_all_pairs_at_all_places() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut below = |bound: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % bound as u64).expect("a small bound")
        };
        let mut met = 0;
        for _ in 0..2_000 {
            let align = 1 << below(9);
            let mut end = 0;
            let fields: Vec<Field> = (0..2 + below(8))
                .map(|_| {
                    let start = end + below(3) * below(40);
                    end = start + 1 + below(60);
                    (start, end - start, below(4))
                })
                .collect();
            let size = end.next_multiple_of(align);
            let layout = layout(&fields, size, align);
            let found: Vec<usize> = Rivals::of(&layout, Rivalry::Contended)
                .map(|it| it.field.offset.unwrap())
                .collect();
            let distinct: BTreeSet<usize> = found.iter().copied().collect();
            assert_eq!(distinct.len(), found.len(), "named twice: {found:?} of {fields:?}");
            let has_rival = |one: &Field| {
                let rivals = fields.iter().filter(|it| one.2 * it.2 > 0 && it.2 != one.2);
                rivals.copied().any(|other| may_meet(*one, other, align))
            };
            let rivals: Vec<&Field> = fields.iter().filter(|field| has_rival(field)).collect();
            assert_eq!(rivals.is_empty(), found.is_empty(), "{found:?} of {fields:?}, {align}");
            assert!(
                found.iter().all(|offset| rivals.iter().any(|field| field.0 == *offset)),
                "{found:?} of {fields:?}, {align}"
            );
            met += usize::from(!found.is_empty());
        }
        assert!((100..1_900).contains(&met), "{met} of 2000 have rivals: too easy");
    }
}
