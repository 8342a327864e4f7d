//! The places of the payloads of enums whose layout is defined.
//!
//! Source: [the Reference, representations of enums with fields][source]. An enum of `repr(u8)` is
//! laid out as a union of `repr(C)` structs that each begin with a tag, and one of `repr(C)` as a
//! `repr(C)` struct of a tag and a union of `repr(C)` structs.
//!
//! [source]: https://doc.rust-lang.org/reference/type-layout.html#reprc-enums-with-fields

use crate::const_fns::const_max;
use crate::layout::{
    BaseRepr, Discriminants, EnumParts, FieldList, FieldType, Tag, VariantList, Variants, Word,
};

impl Tag {
    /// The tag of a `repr(C)` enum whose discriminants are these and others between them: that of an enum of
    /// the compiler's own target, of the smallest width that holds them.
    #[inline]
    const fn of_c(least: i128, greatest: i128) -> Self {
        /// The discriminant next to a number: where `isize` is narrow, none is as large as some below.
        #[allow(clippy::cast_possible_truncation, reason = "what is out of range is not cast")]
        #[inline]
        const fn nearest(value: i128) -> isize {
            if value < isize::MIN as i128 {
                isize::MIN
            } else if value > isize::MAX as i128 {
                isize::MAX
            } else {
                value as isize
            }
        }

        macro_rules! tags {
            ($($name:ident = $value:expr;)*) => {$(
                #[repr(C)]
                #[expect(dead_code, reason = "what counts is its layout")]
                #[allow(clippy::enum_clike_unportable_variant, reason = "it is `nearest`")]
                enum $name {
                    Only = nearest($value as i128),
                }
            )*};
        }
        tags! {
            U8 = u8::MAX;
            I8 = i8::MIN;
            U16 = u16::MAX;
            I16 = i16::MIN;
            U32 = u32::MAX;
            I32 = i32::MIN;
        }
        if least < 0 {
            return match (least, greatest) {
                (-0x80.., ..=0x7f) => Self::of::<I8>(),
                (-0x8000.., ..=0x7fff) => Self::of::<I16>(),
                (-0x8000_0000.., ..=0x7fff_ffff) => Self::of::<I32>(),
                _ => Self::of::<isize>(),
            };
        }
        match greatest {
            ..=0xff => Self::of::<U8>(),
            0x100..=0xffff => Self::of::<U16>(),
            0x1_0000..=0xffff_ffff => Self::of::<U32>(),
            _ => Self::of::<isize>(),
        }
    }
}

impl EnumParts {
    /// The variants, with their fields at those offsets, and the bytes of a value.
    #[inline]
    pub(crate) const fn list(
        &self,
        discriminants: Discriminants,
        offsets: &'static [usize],
        sample: Option<&'static [Word]>,
    ) -> VariantList {
        let fields = FieldList::new(self.fields, self.types, offsets);
        let tag = self.tag(discriminants);
        VariantList::new(self.variants, fields, discriminants, self.repr, tag, sample)
    }

    /// The variants as they are before anything is known of their fields' places.
    pub(crate) const fn iter<const N: usize>(&self, discriminants: Discriminants) -> Variants {
        let fields = FieldList::new(self.fields, self.types, &[FieldList::UNKNOWN_OFFSET; N]);
        VariantList::new(self.variants, fields, discriminants, self.repr, None, None).iter()
    }

    /// The tag at the start of the enum, if its layout is defined and it has variants.
    #[inline]
    const fn tag(&self, discriminants: Discriminants) -> Option<Tag> {
        if self.variants.is_empty() {
            return None;
        }
        match (self.repr.int, self.repr.base) {
            (Some(int), _) => return Some(int.tag()),
            (None, BaseRepr::C) => {}
            _ => return None,
        }
        let (mut least, mut greatest) = (i128::MAX, i128::MIN);
        let list = FieldList::EMPTY;
        let mut variants =
            VariantList::new(self.variants, list, discriminants, self.repr, None, None).iter();
        while let Some(bits) = variants.next_discriminant() {
            least = if bits < least { bits } else { least };
            greatest = if bits > greatest { bits } else { greatest };
        }
        Some(Tag::of_c(least, greatest))
    }

    /// The offsets of all fields by the rule that defines them, of an enum of that size and
    /// alignment. If the rule leads to another size or alignment, nothing is known after all.
    pub(crate) const fn tagged_offsets<const N: usize>(
        &self,
        discriminants: Discriminants,
        size: usize,
        align: usize,
    ) -> [usize; N] {
        let unknown = [FieldList::UNKNOWN_OFFSET; N];
        let Some(tag) = self.tag(discriminants) else { return unknown };
        let fields = FieldList::new(self.fields, self.types, &[FieldList::UNKNOWN_OFFSET; N]);
        let greatest = fields.greatest_align();
        let start = match self.repr.base {
            BaseRepr::C => round_up(tag.size, greatest),
            _ => tag.size,
        };
        let mut offsets = unknown;
        let mut end = tag.size;
        let mut index = 0;
        let mut variants = self.iter::<N>(discriminants);
        while let Some(variant) = variants.next() {
            let behind = index + variant.fields.len();
            let mut cursor = start;
            while index < behind {
                cursor = round_up(cursor, self.types[index].align);
                offsets[index] = cursor;
                cursor += self.types[index].size;
                index += 1;
            }
            end = const_max(cursor, end);
        }
        let minimum = match self.repr.align {
            Some(minimum) => const_max(minimum, tag.align),
            None => tag.align,
        };
        let expected = const_max(minimum, greatest);
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
}

#[inline]
const fn round_up(offset: usize, align: usize) -> usize {
    match offset.checked_next_multiple_of(align) {
        Some(offset) => offset,
        None => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use crate::layout::{Discriminants, EnumParts, FieldList, FieldType, IntRepr, Repr, Tag};

    const U: usize = FieldList::UNKNOWN_OFFSET;
    const NONE: Discriminants = Discriminants::None;

    /// An enum of three variants: one with two fields, one with none, one with a field. The fields are of
    /// those sizes and alignments.
    fn parts(repr: Repr, fields: [(usize, usize); 3]) -> EnumParts {
        let types = fields.map(|(size, align)| FieldType::of_size_align(size, align));
        EnumParts {
            name: "Value",
            repr,
            variants: "\u{6}Pair(2\u{4}None\u{5}One{1",
            fields: "\u{4}0: T\u{4}1: T\u{4}x: T",
            types: Vec::from(types).leak(),
            ..EnumParts::NONE
        }
    }

    const FIELDS: [(usize, usize); 3] = [(1, 1), (2, 2), (8, 8)];

    #[test]
    fn variants_of_an_integer_repr_begin_with_the_tag() {
        let parts = parts(Repr::RUST.tagged(IntRepr::U8), FIELDS);
        assert_eq!(parts.tagged_offsets(NONE, 16, 8), [1, 2, 8]);
    }

    #[test]
    fn variants_of_a_c_repr_lie_behind_the_tag() {
        assert_eq!(parts(Repr::C, FIELDS).tagged_offsets(NONE, 16, 8), [8, 10, 8]);
        let tagged = parts(Repr::C.tagged(IntRepr::U8), [(1, 1), (2, 2), (4, 2)]);
        assert_eq!(tagged.tagged_offsets(NONE, 6, 2), [2, 4, 2]);
    }

    #[test]
    fn an_alignment_that_is_asked_for_moves_no_field() {
        let parts = parts(Repr::RUST.tagged(IntRepr::U8).aligned(32), FIELDS);
        assert_eq!(parts.tagged_offsets(NONE, 32, 32), [1, 2, 8]);
    }

    #[test]
    fn a_tag_may_be_aligned_more_than_what_is_asked_for() {
        let fields = [(1, 1), (2, 2), (2, 1)];
        let parts = parts(Repr::RUST.tagged(IntRepr::U32).aligned(2), fields);
        assert_eq!(parts.tagged_offsets(NONE, 8, 4), [4, 6, 4]);
    }

    #[test]
    fn nothing_is_known_of_an_enum_that_the_rule_does_not_fit() {
        let tagged = parts(Repr::C, FIELDS);
        for (size, align) in [(24, 8), (16, 4), (16, 16), (8, 8), (0, 1)] {
            assert_eq!(tagged.tagged_offsets(NONE, size, align), [U; 3], "{size}, {align}");
        }
        assert_eq!(parts(Repr::RUST, FIELDS).tagged_offsets(NONE, 16, 8), [U; 3]);
    }

    #[test]
    fn an_enum_without_fields_is_its_tag() {
        let repr = Repr::RUST.tagged(IntRepr::U16);
        let parts = EnumParts { repr, variants: "\u{1}A", ..EnumParts::NONE };
        assert_eq!(parts.tagged_offsets(NONE, 2, 2), [0; 0]);
    }

    /// The tags of C's enums of the same values, on targets whose C has no short enums.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_tag_of_c_holds_its_discriminants() {
        let size = |least, greatest| Tag::of_c(least, greatest).size;
        for (least, greatest) in [(0, 0), (-1, 1), (0, 0xffff_ffff), (-0x8000_0000, 0x7fff_ffff)] {
            assert_eq!(size(least, greatest), 4, "{least}..={greatest}");
        }
        for (least, greatest) in [(0, 1 << 32), (-1, 0xffff_ffff), (-0x8000_0001, 0)] {
            assert_eq!(size(least, greatest), size_of::<isize>(), "{least}..={greatest}");
        }
    }

    #[test]
    fn a_field_with_room_at_one_place_only_lies_at_the_start() {
        let of = |fields, size| parts(Repr::RUST, fields).deduced_offsets(size);
        assert_eq!(of([(16, 8), (12, 8), (9, 8)], 16), [0; 3]);
        // It might as well lie behind a tag of its alignment.
        assert_eq!(of([(8, 8), (15, 1), (12, 4)], 16), [U; 3]);
        // One without bytes lies anywhere, and one that is larger is in no value.
        assert_eq!(of([(0, 32), (24, 8), (16, 1)], 16), [U, U, 0]);
    }

    /// The tag of a `repr(C)` enum is an `int`, or wider if a discriminant is, and nothing is without variants.
    #[test]
    fn tags_hold_all_discriminants() {
        let wide = if size_of::<isize>() > 4 { 8 } else { 4 };
        for (least, greatest, size) in [
            (0, 1, 4),
            (i128::from(i32::MIN), i128::from(i32::MAX), 4),
            (i128::from(i64::MIN), 0, wide),
            (0, i128::from(i64::MAX), wide),
            (i128::MIN, i128::MAX, wide),
        ] {
            if cfg!(any(target_arch = "x86_64", target_arch = "x86")) {
                assert_eq!(Tag::of_c(least, greatest).size, size, "{least} to {greatest}");
            }
        }
        assert!(EnumParts::NONE.tag(NONE).is_none());
        assert!(parts(Repr::RUST, FIELDS).tag(NONE).is_none());
        let of_int = parts(Repr::RUST.tagged(IntRepr::U16), FIELDS).tag(NONE);
        assert_eq!(of_int.map(|tag| tag.size), Some(2));
    }

    #[test]
    fn fields_are_listed_at_their_offsets() {
        let parts = parts(Repr::RUST.tagged(IntRepr::U8), FIELDS);
        let list = parts.list(NONE, &[1, 2, 8], None);
        let offsets: Vec<Vec<Option<usize>>> = list
            .iter()
            .map(|variant| variant.fields().map(|field| field.offset).collect())
            .collect();
        assert_eq!(offsets, [Vec::from([Some(1), Some(2)]), Vec::new(), Vec::from([Some(8)])]);
        assert_eq!(list.tag.map(|tag| tag.size), Some(1));
        assert!(list.sample.is_none());
        let unplaced: Vec<_> = parts
            .iter::<3>(NONE)
            .flat_map(|variant| variant.fields().map(|field| field.offset).collect::<Vec<_>>())
            .collect();
        assert_eq!(unplaced, [None, None, None]);
    }
}
