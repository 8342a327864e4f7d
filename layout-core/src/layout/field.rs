use core::fmt;

use super::fields::slice;
use super::{TypeLayout, UnknownReason};

/// One field of a type, with its place in memory.
///
/// [`TypeLayout::field`] and [`TypeLayout::fields`] return it. Sizes, alignments and offsets are in bytes.
///
/// ```
/// # use layout_core::Layout;
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     #[layout(hot)]
///     length: u16,
/// }
///
/// let length = Packet::LAYOUT.field("length").unwrap();
/// assert_eq!((length.ty, length.offset, length.size), ("u16", Some(2), 2));
/// assert!(length.is_hot());
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct FieldLayout {
    /// The field's name, or its index as text (`"0"`). Raw identifiers are shown without `r#`.
    pub name: &'static str,
    /// The field's type as the declaration writes it, such as `Vec<u8>`. A tuple has no declaration, so its
    /// fields show the type's [name](TypeLayout::name).
    pub ty: &'static str,
    /// The distance from the value's first byte to the field's first byte, in bytes.
    ///
    /// Always known for structs and tuples. `None` if stable Rust cannot determine it, as in some enums.
    pub offset: Option<usize>,
    /// The size of the field's type, in bytes.
    pub size: usize,
    /// The alignment of the field's type, in bytes. In a `packed` type the offset may not be a multiple of
    /// it.
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

    /// Returns the offset just past the field's last byte, or `None` if the field's offset is not known.
    #[must_use]
    #[inline]
    pub const fn end(&self) -> Option<usize> {
        match self.offset {
            Some(offset) => offset.checked_add(self.size),
            None => None,
        }
    }

    /// Returns the full name of the field's type as the compiler resolves it, such as `alloc::vec::Vec<u8>`.
    ///
    /// The text comes from [`core::any::type_name`] and may differ between compilers. That function is not
    /// `const`, so this one is not either.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    /// Returns the layout of the field's type, if the type is described.
    ///
    /// `None` if the type does not implement [`Layout`](crate::Layout), or if the compiler cannot see that it
    /// does where the field is declared. For a field of a generic type `T` it sees that only with the bound
    /// `T: Layout`.
    #[must_use]
    #[inline]
    pub const fn layout(&self) -> Option<&'static TypeLayout> {
        self.layout
    }

    /// Returns whether the field is marked as often used, with `#[layout(hot)]`.
    #[must_use]
    #[inline]
    pub const fn is_hot(&self) -> bool {
        self.flags.has(FieldFlags::HOT)
    }

    /// Returns whether the field is marked as seldom used, with `#[layout(cold)]`.
    #[must_use]
    #[inline]
    pub const fn is_cold(&self) -> bool {
        self.flags.has(FieldFlags::COLD)
    }

    /// Returns whether reports of live values hide the field's bytes, because of `#[layout(redact)]`.
    #[must_use]
    #[inline]
    pub const fn is_redacted(&self) -> bool {
        self.flags.has(FieldFlags::REDACTED)
    }

    /// Returns whether `#[layout(fixed)]` says that the field's type is the same on all targets.
    #[must_use]
    #[inline]
    pub const fn is_fixed(&self) -> bool {
        self.flags.has(FieldFlags::FIXED)
    }

    /// Whether the field stands for one that is private to a type of another crate: `#[layout(private)]`.
    #[inline]
    pub(crate) const fn is_private(&self) -> bool {
        self.flags.has(FieldFlags::PRIVATE)
    }

    /// Why nothing is known of the inside of the field, whose type is not described.
    #[inline]
    pub(crate) const fn why_undescribed(&self) -> UnknownReason {
        if self.is_private() { UnknownReason::PrivateField } else { UnknownReason::Undescribed }
    }

    /// Whether the field's type is a type parameter, or an array of one.
    #[inline]
    pub(crate) const fn is_by_parameter(&self) -> bool {
        self.flags.has(FieldFlags::BY_PARAMETER)
    }

    /// Whether the field's type is an array whose length is a const parameter.
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

    /// The field's type in a shader, from `#[layout(gpu = ...)]`: see `placement::shader`.
    #[inline]
    pub(crate) const fn shader_shape(&self) -> Option<&'static str> {
        self.flags.shape()
    }

    /// Returns the name of the field's group, from `#[layout(contended = "name")]`.
    ///
    /// The same threads write the fields of one group. Keep fields of different groups on different cache
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

/// The field or element that a path such as `header.len` leads to. [`TypeLayout::place`] returns it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResolvedField {
    /// The distance in bytes from the first byte of the outermost value, or `None` if stable Rust cannot
    /// determine it.
    pub offset: Option<usize>,
    /// The size of the field or element, in bytes.
    pub size: usize,
    /// The alignment of its type, in bytes.
    pub align: usize,
    /// The layout of its type, if the type is described.
    pub layout: Option<&'static TypeLayout>,
}

/// The part of an unsized type whose length differs from value to value. [`TypeLayout::tail`] returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Tail {
    /// The distance in bytes from the value's first byte to the tail's first byte.
    ///
    /// `None` if stable Rust cannot determine it, or if it differs between values. A trait object is such a
    /// tail, because its offset depends on the alignment of the concrete type.
    pub offset: Option<usize>,
    /// The distance in bytes from one element of the tail to the next, or `None` if the tail is not a slice.
    pub stride: Option<usize>,
}

/// What attributes say about a field, in the form that the derive writes.
///
/// First come letters, each of which is one of the constants. Then comes the field's type in a shader, which
/// begins with a capital letter, and last the name of a group after `g`. None of them contains a space.
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
    /// `#[layout(private)]`
    pub(super) const PRIVATE: u8 = b'v';
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

    /// The field's type in a shader, as the derive writes it.
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
