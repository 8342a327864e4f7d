use core::fmt;

use super::TypeLayout;
use super::fields::slice;

/// One field of a type and where it lies.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct FieldLayout {
    /// The field's name, or its index as text (`"0"`). A raw identifier stands without `r#`.
    pub name: &'static str,
    /// The field's type as the declaration writes it, such as `Vec<u8>`; of a tuple, which has no
    /// declaration, the type's [name](TypeLayout::name).
    pub ty: &'static str,
    /// The distance of the field's first byte from the value's first byte; `None` where stable Rust
    /// does not tell it. It is always known for structs and tuples.
    pub offset: Option<usize>,
    /// The size of the field's type.
    pub size: usize,
    /// The alignment of the field's type. In a `packed` type the field may lie at an offset that is
    /// not a multiple of it.
    pub align: usize,
    pub(super) type_name: fn() -> &'static str,
    pub(super) layout: Option<&'static TypeLayout>,
    pub(super) flags: FieldFlags,
}

impl FieldLayout {
    /// The same field at another offset.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn placed(self, offset: usize) -> Self {
        Self { offset: Some(offset), ..self }
    }

    /// The offset just behind the field's last byte, where its offset is known.
    #[must_use]
    #[inline]
    pub const fn end(&self) -> Option<usize> {
        match self.offset {
            Some(offset) => offset.checked_add(self.size),
            None => None,
        }
    }

    /// The full name of the field's type as the compiler resolves it, such as `alloc::vec::Vec<u8>`.
    ///
    /// Source: [`core::any::type_name`], whose text may differ between compilers. Not a `const fn`,
    /// as that one is not.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    /// The layout of the field's type, where that type has one: it implements
    /// [`Layout`](crate::Layout), and the compiler can see so where the field is declared (of a field
    /// of generic type `T` it sees that only if the type's bounds say `T: Layout`).
    #[must_use]
    #[inline]
    pub const fn layout(&self) -> Option<&'static TypeLayout> {
        self.layout
    }

    /// Whether the field is marked as one that is used often: `#[layout(hot)]`.
    #[must_use]
    #[inline]
    pub const fn is_hot(&self) -> bool {
        self.flags.has(FieldFlags::HOT)
    }

    /// Whether the field is marked as one that is seldom used: `#[layout(cold)]`.
    #[must_use]
    #[inline]
    pub const fn is_cold(&self) -> bool {
        self.flags.has(FieldFlags::COLD)
    }

    /// Whether the field's bytes are kept out of reports of live values: `#[layout(redact)]`.
    #[must_use]
    #[inline]
    pub const fn is_redacted(&self) -> bool {
        self.flags.has(FieldFlags::REDACTED)
    }

    /// Whether the field's type is said to be the same on all targets, though its text does not show it:
    /// `#[layout(fixed)]`.
    #[must_use]
    #[inline]
    pub const fn is_fixed(&self) -> bool {
        self.flags.has(FieldFlags::FIXED)
    }

    /// Whether the field's type is a type parameter of its type, or an array of one.
    #[inline]
    pub(crate) const fn is_by_parameter(&self) -> bool {
        self.flags.has(FieldFlags::BY_PARAMETER)
    }

    /// Whether the field's type is an array whose length is a parameter of its type.
    #[inline]
    pub(crate) const fn has_length_by_parameter(&self) -> bool {
        self.flags.has(FieldFlags::LENGTH_BY_PARAMETER)
    }

    /// Whether a check of the type, in its attributes, names the field's offset by its number.
    #[inline]
    pub(crate) const fn has_pinned_offset(&self) -> bool {
        self.flags.has(FieldFlags::OFFSET_PINNED)
    }

    /// Of the first field of a type: whether such a check names the size of the type, and whether one names its
    /// alignment.
    #[inline]
    pub(crate) const fn pins_type(&self) -> (bool, bool) {
        (self.flags.has(FieldFlags::SIZE_PINNED), self.flags.has(FieldFlags::ALIGN_PINNED))
    }

    /// What a shader makes of the field, as `#[layout(gpu = ...)]` says: see `placement::shader`.
    #[inline]
    pub(crate) const fn shader_shape(&self) -> Option<&'static str> {
        self.flags.shape()
    }

    /// The name of the group of fields that the same threads write, from
    /// `#[layout(contended = "name")]`. Fields of different groups are better kept on different cache
    /// lines: see [`FindingId::ContendedLine`](crate::FindingId::ContendedLine).
    #[must_use]
    #[inline]
    pub const fn contended(&self) -> Option<&'static str> {
        self.flags.group()
    }
}

impl fmt::Debug for FieldLayout {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldLayout")
            .field("name", &self.name)
            .field("ty", &self.ty)
            .field("offset", &self.offset)
            .field("size", &self.size)
            .field("align", &self.align)
            .field("type_name", &self.type_name())
            .field("layout", &self.layout.map(|layout| layout.name))
            .field("flags", &self.flags)
            .finish()
    }
}

/// What lies at the end of a path such as `header.len`: see [`TypeLayout::place`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResolvedField {
    /// The distance from the first byte of the outermost value; `None` where stable Rust does not
    /// tell it.
    pub offset: Option<usize>,
    /// The size of what lies there.
    pub size: usize,
    /// The alignment of its type.
    pub align: usize,
    /// The layout of its type, where it has one.
    pub layout: Option<&'static TypeLayout>,
}

/// The part of an unsized type whose length differs from value to value: see [`TypeLayout::tail`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Tail {
    /// The distance of the tail's first byte from the value's first byte; `None` if it differs, as that
    /// of a trait object does with the alignment of what it is, or if stable Rust does not tell it.
    pub offset: Option<usize>,
    /// The distance from one element of the tail to the next; `None` if it is not a slice.
    pub stride: Option<usize>,
}

/// What attributes say of a field beside its type: letters, each of which is one of the constants, then what a
/// shader makes of it, which begins with a capital letter, and last the name of a group behind `g`.
///
/// No flag and no group has a space in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldFlags(&'static str);

impl FieldFlags {
    pub(super) const NONE: Self = Self("");

    /// `#[layout(hot)]`
    pub(super) const HOT: u8 = b'h';
    /// `#[layout(cold)]`
    pub(super) const COLD: u8 = b'c';
    /// `#[layout(redact)]`
    pub(super) const REDACTED: u8 = b'r';
    /// `#[layout(fixed)]`
    pub(super) const FIXED: u8 = b'f';
    /// The type is a type parameter, or an array of one.
    pub(super) const BY_PARAMETER: u8 = b't';
    /// A parameter is the length of an array.
    pub(super) const LENGTH_BY_PARAMETER: u8 = b'n';
    /// `#[layout(offset == 8)]`
    pub(super) const OFFSET_PINNED: u8 = b'p';
    /// `#[layout(size == 24)]` of the type that the field is the first of.
    pub(super) const SIZE_PINNED: u8 = b's';
    /// `#[layout(align == 8)]` of the type that the field is the first of.
    pub(super) const ALIGN_PINNED: u8 = b'a';
    /// `#[layout(contended = "name")]`
    const GROUP: u8 = b'g';

    #[inline]
    pub(super) const fn new(flags: &'static str) -> Self {
        Self(flags)
    }

    /// Whether the letter is among them.
    #[inline]
    pub(super) const fn has(self, flag: u8) -> bool {
        let letters = self.0.as_bytes();
        let mut at = 0;
        while at < letters.len() && letters[at] != Self::GROUP {
            if letters[at] == flag {
                return true;
            }
            at += 1;
        }
        false
    }

    /// What a shader makes of the field, as the derive writes it.
    #[inline]
    pub(super) const fn shape(self) -> Option<&'static str> {
        let letters = self.0.as_bytes();
        let mut start = 0;
        while start < letters.len() && !letters[start].is_ascii_uppercase() {
            if letters[start] == Self::GROUP {
                return None;
            }
            start += 1;
        }
        let mut end = start;
        while end < letters.len() && letters[end] != Self::GROUP {
            end += 1;
        }
        if start == end { None } else { Some(slice(letters, start, end)) }
    }

    /// The name of the group.
    #[inline]
    pub(super) const fn group(self) -> Option<&'static str> {
        let letters = self.0.as_bytes();
        let mut at = 0;
        while at < letters.len() {
            if letters[at] == Self::GROUP {
                return Some(slice(letters, at + 1, letters.len()));
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::FieldFlags;

    #[test]
    fn letters_of_a_group_are_no_flags() {
        let flags = FieldFlags::new("hgcr");
        assert!(
            flags.has(FieldFlags::HOT)
                && !flags.has(FieldFlags::COLD)
                && !flags.has(FieldFlags::REDACTED)
        );
        assert_eq!(flags.group(), Some("cr"));
        assert_eq!(FieldFlags::NONE.group(), None);
        assert_eq!(FieldFlags::new("g").group(), Some(""));
    }

    #[test]
    fn a_shape_stands_between_letters_and_group() {
        let flags = FieldFlags::new("hL16V3gVA");
        assert_eq!((flags.shape(), flags.group()), (Some("L16V3"), Some("VA")));
        assert!(flags.has(FieldFlags::HOT) && !flags.has(FieldFlags::COLD));
        assert_eq!(FieldFlags::new("hgV").shape(), None);
        assert_eq!(FieldFlags::new("A").shape(), Some("A"));
        assert_eq!(FieldFlags::NONE.shape(), None);
    }
}
