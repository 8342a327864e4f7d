use core::fmt;

use super::fields::{FieldList, header, slice};
use super::parts::{Discriminants, Tag, Word};
use super::{FieldLayout, Fields, IntRepr, Repr};

/// The variants of an enum, in the compact form that the derive writes.
///
/// The text has an entry for each variant, like that of a [`FieldList`] for each field. An entry holds the
/// name. If the variant has a field list, `{` or `(` and the number of fields follow.
#[derive(Clone, Copy)]
pub(crate) struct VariantList {
    entries: &'static [u8],
    /// The fields of all variants, one variant after the other.
    fields: FieldList,
    discriminants: Discriminants,
    /// Whether the discriminants are of type `u128`.
    is_u128: bool,
    /// The tag at the start of the enum, where its layout is defined.
    pub(crate) tag: Option<Tag>,
    /// The bytes of a value of an enum whose layout the compiler chooses, if such a value could be made.
    pub(crate) sample: Option<&'static [Word]>,
}

impl Tagging {
    /// What the bytes between a variant's fields are. `is_placed` says that the offsets of all its fields are
    /// known.
    #[inline]
    pub(crate) const fn between_fields(self, is_placed: bool) -> &'static str {
        match self {
            _ if !is_placed => "not known",
            Self::Tag { .. } | Self::Single => "padding",
            Self::Niche => "niche or padding",
            Self::Unknown => "tag, niche or padding",
        }
    }
}

impl VariantList {
    #[inline]
    pub(crate) const fn new(
        entries: &'static str,
        fields: FieldList,
        discriminants: Discriminants,
        repr: Repr,
        tag: Option<Tag>,
        sample: Option<&'static [Word]>,
    ) -> Self {
        let is_u128 = matches!(repr.int, Some(IntRepr::U128));
        Self { entries: entries.as_bytes(), fields, discriminants, is_u128, tag, sample }
    }

    /// How the variants of an enum with this size and representation are told apart.
    #[inline]
    pub(super) const fn tagging(&self, size: usize, repr: Repr) -> Tagging {
        if let Some(tag) = self.tag {
            return Tagging::Tag { offset: 0, size: tag.size };
        }
        let mut count = 0;
        let mut exist = 0;
        let mut is_filled = false;
        // The compiler keeps room for the fields of a variant that can never be, and may tell it from others.
        let mut is_room_kept = false;
        let mut variants = self.iter();
        while let Some(variant) = variants.next() {
            count += 1;
            let total_size = variant.fields.total_size();
            if !variant.is_uninhabited() {
                exist += 1;
            } else if total_size > 0 || variant.fields.greatest_align() > 1 {
                is_room_kept = true;
            }
            is_filled |= total_size == size;
        }
        match (count, self.fields.len()) {
            (0 | 1, _) => Tagging::Single,
            (_, 0) if repr.align.is_none() => Tagging::Tag { offset: 0, size },
            // If but one variant can be, there is nothing to tell; but a tag may be there all the same.
            _ if is_filled && exist > 1 => Tagging::Niche,
            _ if size == 0 || is_filled && !is_room_kept => Tagging::Single,
            _ => Tagging::Unknown,
        }
    }

    #[inline]
    pub(crate) const fn iter(self) -> Variants {
        Variants {
            entries: self.entries,
            at: 0,
            fields: self.fields,
            discriminants: self.discriminants,
            written: 0,
            is_u128: self.is_u128,
            next: 0,
            discriminant: 0,
        }
    }
}

/// How the variants of an enum are told apart. [`TypeLayout::tagging`](super::TypeLayout::tagging) returns
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Tagging {
    /// By a tag: bytes that serve no other purpose.
    Tag {
        /// The offset of the tag, in bytes.
        offset: usize,
        /// The size of the tag, in bytes.
        size: usize,
    },
    /// By a niche: values that the type of a field never uses, such as the null of a reference. The enum
    /// needs no bytes for a tag.
    Niche,
    /// There is nothing to tell apart: the enum has at most one variant that is
    /// [inhabited](VariantLayout::is_uninhabited).
    Single,
    /// Stable Rust cannot determine whether there is a tag, or where it lies.
    Unknown,
}

/// One variant of an enum. [`TypeLayout::variants`](super::TypeLayout::variants) lists them.
///
/// ```
/// # use layout_core::Layout;
/// #[derive(Layout)]
/// #[repr(u8)]
/// enum Command {
///     Stop,
///     Move { x: i32 },
/// }
///
/// let variant = Command::LAYOUT.variant("Move").unwrap();
/// assert_eq!((variant.index, variant.field("x").unwrap().offset), (1, Some(4)));
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct VariantLayout {
    /// The variant's name. Raw identifiers are shown without `r#`.
    pub name: &'static str,
    /// The variant's place in the declaration, from 0.
    pub index: usize,
    /// Whether the variant has named fields, numbered fields or none.
    pub kind: VariantKind,
    /// The variant's discriminant, such as the 4 of `Red = 4`. The bytes in memory may hold another value.
    pub discriminant: Discriminant,
    pub(crate) fields: FieldList,
}

impl VariantLayout {
    /// Returns the fields in the order of declaration. Offsets are from the start of the enum.
    #[must_use]
    #[inline]
    pub const fn fields(&self) -> Fields {
        self.fields.iter()
    }

    /// Returns whether the offsets of all fields are known.
    #[must_use]
    #[inline]
    pub const fn is_placed(&self) -> bool {
        let mut index = 0;
        while index < self.fields.len() {
            if self.fields.offset(index).is_none() {
                return false;
            }
            index += 1;
        }
        true
    }

    /// Returns whether no value can be this variant, because the type of a field has no values. `Infallible`
    /// is such a type.
    #[must_use]
    #[inline]
    pub const fn is_uninhabited(&self) -> bool {
        self.fields.are_uninhabited()
    }

    /// Returns the field with that name. The fields of tuple variants are named `"0"`, `"1"` and so on.
    #[must_use]
    #[inline]
    pub const fn field(&self, name: &str) -> Option<FieldLayout> {
        self.fields.find(name.as_bytes(), 0, name.len()).next()
    }
}

impl fmt::Debug for VariantLayout {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VariantLayout")
            .field("name", &self.name)
            .field("index", &self.index)
            .field("kind", &self.kind)
            .field("discriminant", &self.discriminant)
            .field("fields", &self.fields)
            .finish()
    }
}

/// Whether a variant has named fields, numbered fields or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum VariantKind {
    /// No field list: `Quit`.
    Unit,
    /// Numbered fields: `Write(String)`.
    Tuple,
    /// Named fields: `Move { x: i32, y: i32 }`.
    Struct,
}

/// The value of a variant's discriminant. It fits an `i128` or a `u128`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Discriminant {
    bits: i128,
    /// Whether the value is above `i128::MAX`; the bits are then negative.
    is_above: bool,
}

impl Discriminant {
    /// The value with these bits, which are those of an `i128` or a `u128`.
    #[inline]
    pub(crate) const fn new(bits: i128, is_u128: bool) -> Self {
        Self { bits, is_above: is_u128 && bits < 0 }
    }

    /// The bits of the value as an `i128` or a `u128`.
    #[inline]
    pub(crate) const fn bits(self) -> i128 {
        self.bits
    }

    /// Returns the value, or `None` if it is above `i128::MAX`.
    #[must_use]
    #[inline]
    pub const fn as_i128(self) -> Option<i128> {
        if self.is_above { None } else { Some(self.bits) }
    }

    #[inline]
    pub(crate) const fn is_less(self, other: Self) -> bool {
        match (self.is_above, other.is_above) {
            (false, true) => true,
            (true, false) => false,
            // Above, the bits are in the order of the values too.
            _ => self.bits < other.bits,
        }
    }

    /// Returns the value, or `None` if it is negative.
    #[must_use]
    #[inline]
    pub const fn as_u128(self) -> Option<u128> {
        if self.bits < 0 && !self.is_above {
            return None;
        }
        #[expect(clippy::cast_sign_loss, reason = "the bits are those of a u128")]
        Some(self.bits as u128)
    }
}

impl fmt::Display for Discriminant {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_u128() {
            Some(value) => value.fmt(f),
            None => self.bits.fmt(f),
        }
    }
}

impl fmt::Debug for Discriminant {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An iterator over the variants of an enum, in the order of declaration.
///
/// [`TypeLayout::variants`](super::TypeLayout::variants) returns it. In a `const`, call the inherent method
/// [`next`](Self::next), which is a `const fn`.
#[derive(Clone)]
pub struct Variants {
    entries: &'static [u8],
    /// Where the entry of the next variant begins.
    at: usize,
    /// The fields of the variants to come.
    fields: FieldList,
    discriminants: Discriminants,
    /// The number of written discriminants that belong to earlier variants.
    written: usize,
    is_u128: bool,
    next: usize,
    /// The discriminant of the next variant, if the source writes none.
    discriminant: i128,
}

impl Variants {
    pub(super) const NONE: Self = Self {
        entries: &[],
        at: 0,
        fields: FieldList::EMPTY,
        discriminants: Discriminants::None,
        written: 0,
        is_u128: false,
        next: 0,
        discriminant: 0,
    };

    /// Returns the next variant. It is the iterator's `next` as a `const fn`.
    #[inline]
    pub const fn next(&mut self) -> Option<VariantLayout> {
        if self.at >= self.entries.len() {
            return None;
        }
        let (start, len) = header(self.entries, self.at);
        self.at = start + len;
        let (name_end, kind, count) = parse(self.entries, start, self.at);
        let (fields, rest) = self.fields.split(count);
        self.fields = rest;
        let index = self.next;
        let discriminant = Discriminant::new(self.pass(), self.is_u128);
        let name = slice(self.entries, start, name_end);
        Some(VariantLayout { name, index, kind, discriminant, fields })
    }

    /// The bits of the next variant's discriminant, whatever its fields.
    #[inline]
    pub(crate) const fn next_discriminant(&mut self) -> Option<i128> {
        if self.at >= self.entries.len() {
            return None;
        }
        let (start, len) = header(self.entries, self.at);
        self.at = start + len;
        Some(self.pass())
    }

    /// The place of the next variant in the declaration, and the number of its fields.
    ///
    /// Takes few steps of the compiler: it skips everything else, so later variants do not have it either.
    #[inline]
    pub(crate) const fn next_count(&mut self) -> Option<(usize, usize)> {
        if self.at >= self.entries.len() {
            return None;
        }
        let (start, len) = header(self.entries, self.at);
        self.at = start + len;
        let mut at = self.at;
        let mut count = 0;
        let mut unit = 1;
        let index = self.next;
        self.next += 1;
        // A name has a character that is no digit.
        loop {
            at -= 1;
            match self.entries[at] {
                digit @ b'0'..=b'9' => {
                    count += (digit - b'0') as usize * unit;
                    unit *= 10;
                }
                b'(' | b'{' => return Some((index, count)),
                _ => return Some((index, 0)),
            }
        }
    }

    /// The bits of the discriminant of the next variant, which is passed over.
    #[inline]
    const fn pass(&mut self) -> i128 {
        if let Some((index, value)) = self.discriminants.get(self.written) {
            if index == self.next {
                self.discriminant = value;
                self.written += 1;
            }
        }
        let bits = self.discriminant;
        self.next += 1;
        self.discriminant = bits.wrapping_add(1);
        bits
    }

    /// The variant called `name[start..end]`.
    #[inline]
    pub(super) const fn find(
        mut self,
        name: &[u8],
        start: usize,
        end: usize,
    ) -> Option<VariantLayout> {
        while let Some(variant) = self.next() {
            let candidate = variant.name.as_bytes();
            let mut index = 0;
            while index < candidate.len()
                && candidate.len() == end - start
                && candidate[index] == name[start + index]
            {
                index += 1;
            }
            if index == end - start && index == candidate.len() {
                return Some(variant);
            }
        }
        None
    }
}

/// Where the name of an entry ends, how the variant lists its fields, and how many fields it has.
#[inline]
const fn parse(entries: &[u8], start: usize, end: usize) -> (usize, VariantKind, usize) {
    let mut at = start;
    while at < end && entries[at] != b'(' && entries[at] != b'{' {
        at += 1;
    }
    if at == end {
        return (end, VariantKind::Unit, 0);
    }
    let kind = if entries[at] == b'(' { VariantKind::Tuple } else { VariantKind::Struct };
    let mut count = 0;
    let mut digit = at + 1;
    while digit < end {
        count = count * 10 + (entries[digit] - b'0') as usize;
        digit += 1;
    }
    (at, kind, count)
}

impl Iterator for Variants {
    type Item = VariantLayout;

    #[inline]
    fn next(&mut self) -> Option<VariantLayout> {
        self.next()
    }
}

impl core::iter::FusedIterator for Variants {}

impl fmt::Debug for Variants {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::vec;
    use std::vec::Vec;

    use super::{Discriminant, VariantList};
    use crate::layout::{Discriminants, FieldList, FieldType, Repr};

    #[test]
    fn variants_have_any_number_of_fields() {
        const COUNTS: [usize; 5] = [12, 10, 0, 101, 1];
        let count: usize = COUNTS.iter().sum();
        let types = vec![FieldType::of::<u8>(None); count].leak();
        let offsets = vec![FieldList::UNKNOWN_OFFSET; count].leak();
        let fields = FieldList::new("\u{1}a".repeat(count).leak(), types, offsets);
        let entries = "\u{4}A(12\u{4}B{10\u{1}C\u{5}D(101\u{3}E{1";
        let variants =
            VariantList::new(entries, fields, Discriminants::None, Repr::RUST, None, None);
        let counts: Vec<usize> = variants.iter().map(|variant| variant.fields().len()).collect();
        assert_eq!(counts, COUNTS);
    }

    #[test]
    fn discriminants_are_in_the_order_of_their_values() {
        let below = [i128::MIN, -1, 0].map(|bits| Discriminant::new(bits, false));
        // Above `i128::MAX` the bits of a `u128` are those of a negative number.
        let above = [1, i128::MAX, i128::MIN, -1].map(|bits| Discriminant::new(bits, true));
        let rising = [&below[..], &above].concat();
        for (index, one) in rising.iter().enumerate() {
            for (other_index, other) in rising.iter().enumerate() {
                assert_eq!(one.is_less(*other), index < other_index, "{one} < {other}");
            }
        }
    }
}
