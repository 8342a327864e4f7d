//! The places of the payloads of enums whose layout is defined.
//!
//! Source: [the Reference, representations of enums with fields][source]. An enum of `repr(u8)` is
//! laid out as a union of `repr(C)` structs that each begin with a tag, and one of `repr(C)` as a
//! `repr(C)` struct of a tag and a union of `repr(C)` structs.
//!
//! [source]: https://doc.rust-lang.org/reference/type-layout.html#reprc-enums-with-fields

use super::fields::FieldList;
use super::variant::{VariantList, Variants};
use super::{BaseRepr, FieldType, Repr};

/// The size and alignment of a tag.
#[derive(Clone, Copy)]
pub struct Tag {
    pub(crate) size: usize,
    pub(crate) align: usize,
}

/// What the derive writes down of an enum.
#[derive(Clone, Copy)]
pub struct EnumParts {
    pub(crate) name: &'static str,
    pub(crate) module_path: &'static str,
    pub(crate) repr: Repr,
    /// Where the layout is defined.
    pub(crate) tag: Option<Tag>,
    pub(crate) variants: &'static str,
    pub(crate) fields: &'static str,
    pub(crate) types: &'static [FieldType],
    pub(crate) discriminants: &'static [(usize, i128)],
}

impl EnumParts {
    /// No variants.
    pub(crate) const NONE: Self = Self {
        name: "",
        module_path: "",
        repr: Repr::RUST,
        tag: None,
        variants: "",
        fields: "",
        types: &[],
        discriminants: &[],
    };

    /// The variants, with their fields at those offsets.
    pub(crate) const fn list(&self, offsets: &'static [usize]) -> VariantList {
        let fields = FieldList::new(self.fields, self.types, offsets);
        VariantList::new(self.variants, fields, self.discriminants, self.repr, self.tag)
    }

    const fn iter(&self, offsets: &'static [usize]) -> Variants {
        self.list(offsets).iter()
    }

    /// The offsets of all fields by the rule that defines them, of an enum of that size and
    /// alignment. If the rule leads to another size or alignment, nothing is known after all.
    pub(crate) const fn tagged_offsets<const N: usize>(
        &self,
        size: usize,
        align: usize,
    ) -> [usize; N] {
        let unknown = [FieldList::UNKNOWN_OFFSET; N];
        let Some(tag) = self.tag else { return unknown };
        let start = match self.repr.base {
            BaseRepr::C => round_up(tag.size, self.greatest_align(1)),
            _ => tag.size,
        };
        let mut offsets = unknown;
        let mut end = tag.size;
        let mut index = 0;
        let mut variants = self.iter(&[FieldList::UNKNOWN_OFFSET; N]);
        while let Some(variant) = variants.next() {
            let behind = index + variant.fields.len();
            let mut cursor = start;
            while index < behind {
                cursor = round_up(cursor, self.types[index].align);
                offsets[index] = cursor;
                cursor += self.types[index].size;
                index += 1;
            }
            end = if cursor > end { cursor } else { end };
        }
        let minimum = match self.repr.align {
            Some(minimum) if minimum > tag.align => minimum,
            _ => tag.align,
        };
        let expected = self.greatest_align(minimum);
        if expected == align && round_up(end, align) == size { offsets } else { unknown }
    }

    /// The offsets that follow from the size alone: a field that fills its enum so far that it has
    /// room at one place only lies at that place.
    pub(crate) const fn deduced_offsets<const N: usize>(&self, size: usize) -> [usize; N] {
        let mut offsets = [FieldList::UNKNOWN_OFFSET; N];
        let mut index = 0;
        while index < self.types.len() {
            let FieldType { size: field, align, .. } = self.types[index];
            if field > 0 && field <= size && size - field < align {
                offsets[index] = 0;
            }
            index += 1;
        }
        offsets
    }

    const fn greatest_align(&self, minimum: usize) -> usize {
        let mut greatest = minimum;
        let mut index = 0;
        while index < self.types.len() {
            if self.types[index].align > greatest {
                greatest = self.types[index].align;
            }
            index += 1;
        }
        greatest
    }
}

const fn round_up(offset: usize, align: usize) -> usize {
    match offset.checked_next_multiple_of(align) {
        Some(offset) => offset,
        None => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{EnumParts, Tag};
    use crate::layout::{FieldList, FieldType, IntRepr, Repr};

    const U: usize = FieldList::UNKNOWN_OFFSET;

    /// An enum of three variants: one with two fields, one with none, one with a field. The fields are of
    /// those sizes and alignments.
    fn parts(repr: Repr, tag: Option<(usize, usize)>, fields: [(usize, usize); 3]) -> EnumParts {
        let types = fields.map(|(size, align)| FieldType::unknown_tail::<()>(size, align));
        EnumParts {
            name: "Value",
            repr,
            tag: tag.map(|(size, align)| Tag { size, align }),
            variants: "\u{6}Pair(2\u{4}None\u{5}One{1",
            fields: "\u{4}0: T\u{4}1: T\u{4}x: T",
            types: Vec::from(types).leak(),
            ..EnumParts::NONE
        }
    }

    const BYTE: Option<(usize, usize)> = Some((1, 1));
    const INT: Option<(usize, usize)> = Some((4, 4));
    const FIELDS: [(usize, usize); 3] = [(1, 1), (2, 2), (8, 8)];

    #[test]
    fn variants_of_an_integer_repr_begin_with_the_tag() {
        let parts = parts(Repr::RUST.tagged(IntRepr::U8), BYTE, FIELDS);
        assert_eq!(parts.tagged_offsets(16, 8), [1, 2, 8]);
    }

    #[test]
    fn variants_of_a_c_repr_lie_behind_the_tag() {
        assert_eq!(parts(Repr::C, INT, FIELDS).tagged_offsets(16, 8), [8, 10, 8]);
        let tagged = parts(Repr::C.tagged(IntRepr::U8), BYTE, [(1, 1), (2, 2), (4, 2)]);
        assert_eq!(tagged.tagged_offsets(6, 2), [2, 4, 2]);
    }

    #[test]
    fn an_alignment_that_is_asked_for_moves_no_field() {
        let parts = parts(Repr::RUST.tagged(IntRepr::U8).aligned(32), BYTE, FIELDS);
        assert_eq!(parts.tagged_offsets(32, 32), [1, 2, 8]);
    }

    #[test]
    fn a_tag_may_be_aligned_more_than_what_is_asked_for() {
        let fields = [(1, 1), (2, 2), (2, 1)];
        let parts = parts(Repr::RUST.tagged(IntRepr::U32).aligned(2), INT, fields);
        assert_eq!(parts.tagged_offsets(8, 4), [4, 6, 4]);
    }

    #[test]
    fn nothing_is_known_of_an_enum_that_the_rule_does_not_fit() {
        let tagged = parts(Repr::C, INT, FIELDS);
        for (size, align) in [(24, 8), (16, 4), (16, 16), (8, 8), (0, 1)] {
            assert_eq!(tagged.tagged_offsets(size, align), [U; 3], "{size}, {align}");
        }
        assert_eq!(parts(Repr::RUST, None, FIELDS).tagged_offsets(16, 8), [U; 3]);
    }

    #[test]
    fn an_enum_without_fields_is_its_tag() {
        let parts = EnumParts { tag: Some(Tag { size: 2, align: 2 }), ..EnumParts::NONE };
        assert_eq!(parts.tagged_offsets(2, 2), [0; 0]);
    }

    #[test]
    fn a_field_with_room_at_one_place_only_lies_at_the_start() {
        let of = |fields, size| parts(Repr::RUST, None, fields).deduced_offsets(size);
        assert_eq!(of([(16, 8), (12, 8), (9, 8)], 16), [0; 3]);
        // It might as well lie behind a tag of its alignment.
        assert_eq!(of([(8, 8), (15, 1), (12, 4)], 16), [U; 3]);
        // One without bytes lies anywhere, and one that is larger is in no value.
        assert_eq!(of([(0, 32), (24, 8), (16, 1)], 16), [U, U, 0]);
    }
}
