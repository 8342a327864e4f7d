//! Fields that are better kept on different cache lines, and are not.

use super::sentence::Names;
use super::shared_state::{WrittenKinds, is_shared};
use crate::const_fns::const_str_eq;
use crate::layout::{CACHE_LINE, FieldLayout, Slot, TypeLayout, Walk};
use crate::placement::{Lines, Member, Walks};

/// Why two fields are better kept apart.
#[derive(Clone, Copy)]
pub(in crate::findings) enum ConflictKind {
    /// Threads write one, and others write or read the other.
    Contended(Believed),
    /// One is hot, the other cold.
    HotCold,
}

/// Why different threads are believed to use the fields of a type.
#[derive(Clone, Copy)]
pub(in crate::findings) enum Believed {
    /// A mark says who writes a field, or that many read one. So all that threads may write counts.
    Marked,
    /// Several fields are of these kinds.
    Unmarked(WrittenKinds),
}

impl Believed {
    /// Whether threads write a field, if no mark says so of it.
    #[inline]
    pub(in crate::findings) const fn is_written(self, field: &FieldLayout) -> bool {
        match self {
            _ if field.is_cold() => false,
            Self::Marked => is_shared(field),
            Self::Unmarked(kinds) => kinds.has(field),
        }
    }
}

/// The group of a field: it conflicts with the fields of all other groups.
#[derive(Clone, Copy)]
enum WriterGroup {
    /// Alone.
    Own,
    /// With the others of that name.
    Group(&'static str),
    /// With the other fields that are read often, and written by nobody as far as is known.
    Readers,
}

impl ConflictKind {
    #[inline]
    const fn group(self, field: &FieldLayout) -> Option<WriterGroup> {
        if field.size == 0 {
            return None;
        }
        match self {
            // Seldom used, whoever writes it.
            Self::Contended(_) if field.is_cold() => None,
            Self::Contended(believed) => match field.contended() {
                Some(group) => Some(WriterGroup::Group(group)),
                None if believed.is_written(field) => Some(WriterGroup::Own),
                None if field.is_hot() => Some(WriterGroup::Readers),
                None => None,
            },
            Self::HotCold if field.is_hot() => Some(WriterGroup::Group("hot")),
            Self::HotCold if field.is_cold() => Some(WriterGroup::Group("cold")),
            Self::HotCold => None,
        }
    }

    /// The lines under a value: wherever it may lie, if a write anywhere does harm; if it is but about
    /// what a line is filled with, those of a value that begins at the start of one.
    #[inline]
    const fn lines(self, layout: &TypeLayout) -> Lines {
        let align = match self {
            Self::Contended(_) => layout.align,
            Self::HotCold => CACHE_LINE,
        };
        Lines { size: CACHE_LINE, align }
    }
}

impl WriterGroup {
    #[inline]
    const fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Group(one), Self::Group(other)) => const_str_eq(one, other),
            (Self::Readers, Self::Readers) => true,
            _ => false,
        }
    }
}

/// The fields that may share a cache line with one of another group: of each two groups that meet, the
/// fields that lie closest.
///
/// Time linear in the number of fields: it suffices to look at the last field before each of another
/// group, as those before that lie further away.
pub(in crate::findings) struct LineConflicts {
    kind: ConflictKind,
    lines: Lines,
    walks: Walks,
    variant: Option<&'static str>,
    walk: Option<Walk>,
    /// The last field of any group, and the last of another group than that.
    last: Option<Seen>,
    other: Option<Seen>,
    /// A field that comes after the one that was returned.
    pending: Option<FieldLayout>,
}

/// A field that was passed.
#[derive(Clone, Copy)]
struct Seen {
    field: FieldLayout,
    group: WriterGroup,
    /// Its last byte.
    end: usize,
    is_returned: bool,
}

impl LineConflicts {
    #[inline]
    pub(in crate::findings) const fn of(layout: &TypeLayout, kind: ConflictKind) -> Self {
        Self {
            kind,
            lines: kind.lines(layout),
            walks: Walks::of(layout),
            variant: None,
            walk: None,
            last: None,
            other: None,
            pending: None,
        }
    }

    /// The names of all of them.
    #[inline]
    pub(in crate::findings) const fn names(mut self) -> Names {
        let mut names = Names::new();
        while let Some(member) = self.next() {
            names.add(member);
        }
        names
    }

    /// `Iterator::next` in a `const`.
    #[inline]
    pub(in crate::findings) const fn next(&mut self) -> Option<Member> {
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

    /// Passes a field; if it is close to one of another group, returns the first of the two that was not returned.
    #[inline]
    const fn see(&mut self, field: FieldLayout) -> Option<FieldLayout> {
        let (Some(start), Some(group)) = (field.offset, self.kind.group(&field)) else {
            return None;
        };
        let seen =
            Seen { field, group, end: start.saturating_add(field.size - 1), is_returned: false };
        let is_in_group_of_last = match &self.last {
            Some(last) => last.group.is_same(group),
            None => true,
        };
        if !is_in_group_of_last {
            self.other = self.last;
        }
        self.last = Some(seen);
        let Some(other) = &mut self.other else { return None };
        if self.lines.part(other.end, start) {
            return None;
        }
        self.last = Some(Seen { is_returned: true, ..seen });
        if other.is_returned {
            return Some(field);
        }
        other.is_returned = true;
        self.pending = Some(field);
        Some(other.field)
    }
}

#[cfg(feature = "alloc")]
impl Iterator for LineConflicts {
    type Item = Member;

    #[inline]
    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use std::collections::BTreeSet;
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use super::{Believed, ConflictKind, LineConflicts};
    use crate::layout::{CACHE_LINE, FieldList, FieldType, Kind, Repr, TypeLayout};

    /// A field: its offset, its size, and the number of its group, 0 being that of no group.
    type Field = (usize, usize, usize);

    fn layout(fields: &[Field], size: usize, align: usize) -> TypeLayout {
        const ENTRIES: [&str; 4] = ["\u{6}aaa: T", "\u{6}a:g1 T", "\u{6}a:g2 T", "\u{6}a:g3 T"];
        let entries: String = fields.iter().map(|field| ENTRIES[field.2]).collect();
        let types: Vec<_> =
            fields.iter().map(|field| FieldType::of_size_align(field.1, 1)).collect();
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
            let found: Vec<usize> =
                LineConflicts::of(&layout, ConflictKind::Contended(Believed::Marked))
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
