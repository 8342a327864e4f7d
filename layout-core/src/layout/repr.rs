use core::fmt;

use super::parts::Tag;

/// The representation of a type, as declared by `#[repr(...)]`.
///
/// Source: [the Reference,
/// representations](https://doc.rust-lang.org/reference/type-layout.html#representations).
///
/// ```
/// use layout_core::{Layout, Repr};
///
/// #[derive(Layout)]
/// #[repr(C, packed(2))]
/// struct Entry {
///     tag: u8,
///     offset: u32,
/// }
///
/// assert_eq!(Entry::LAYOUT.repr, Repr::C.packed(2));
/// assert_eq!(Entry::LAYOUT.repr.to_string(), "repr(C, packed(2))");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Repr {
    /// The rule by which the compiler places the fields.
    pub base: BaseRepr,
    /// The integer type of an enum's tag, from `repr(u8)` or `repr(C, u8)`.
    pub int: Option<IntRepr>,
    /// The `N` of `packed(N)`, in bytes; `packed` alone is `packed(1)`.
    pub packed: Option<usize>,
    /// The `N` of `align(N)`, in bytes. If there are several, the greatest.
    pub align: Option<usize>,
}

/// The rule by which the compiler places a type's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum BaseRepr {
    /// The default: the compiler chooses the order of the fields.
    #[cfg_attr(feature = "serde", serde(rename = "Rust"))]
    Rust,
    /// `repr(C)`: fields in the order of declaration, each at the next multiple of its alignment.
    #[cfg_attr(feature = "serde", serde(rename = "C"))]
    C,
    /// `repr(transparent)`: the same layout as the one field that is not zero-sized.
    Transparent,
    /// Not known. Debug info records where the fields lie, but not which `repr` put them there, so another
    /// compiler may choose differently.
    Unknown,
}

impl Repr {
    /// The default representation.
    pub const RUST: Self = Self { base: BaseRepr::Rust, int: None, packed: None, align: None };
    /// `repr(C)`.
    pub const C: Self = Self { base: BaseRepr::C, ..Self::RUST };
    /// An unknown representation, for layouts from debug info.
    pub const UNKNOWN: Self = Self { base: BaseRepr::Unknown, ..Self::RUST };
    /// `repr(transparent)`.
    pub const TRANSPARENT: Self = Self { base: BaseRepr::Transparent, ..Self::RUST };

    /// Returns this representation with `packed(limit)`.
    #[must_use]
    #[inline]
    pub const fn packed(self, limit: usize) -> Self {
        Self { packed: Some(limit), ..self }
    }

    /// Returns this representation with `align(minimum)` added.
    #[must_use]
    #[inline]
    pub const fn aligned(self, minimum: usize) -> Self {
        Self { align: Some(minimum), ..self }
    }

    /// Returns this representation with an integer type for an enum's tag.
    #[must_use]
    #[inline]
    pub const fn tagged(self, int: IntRepr) -> Self {
        Self { int: Some(int), ..self }
    }

    /// Returns whether the compiler may choose the places of the fields, so that they may differ between
    /// compiler versions.
    #[must_use]
    #[inline]
    pub const fn is_reorderable(self) -> bool {
        matches!(self.base, BaseRepr::Rust) && self.int.is_none()
    }
}

/// The integer type of an enum's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[expect(missing_docs, reason = "each variant is named after the type it stands for")]
pub enum IntRepr {
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
}

impl IntRepr {
    /// Returns the name of the integer type, such as `u8`.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
            Self::Usize => "usize",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::Isize => "isize",
        }
    }

    /// The size and alignment of the type.
    #[inline]
    pub(crate) const fn tag(self) -> Tag {
        match self {
            Self::U8 | Self::I8 => Tag::of::<u8>(),
            Self::U16 | Self::I16 => Tag::of::<u16>(),
            Self::U32 | Self::I32 => Tag::of::<u32>(),
            Self::U64 | Self::I64 => Tag::of::<u64>(),
            Self::U128 | Self::I128 => Tag::of::<u128>(),
            Self::Usize | Self::Isize => Tag::of::<usize>(),
        }
    }
}

/// Prints the representation as in source: `repr(C, packed(2))`.
impl fmt::Display for Repr {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.base, self.int) {
            (BaseRepr::Rust, None) => f.write_str("repr(Rust")?,
            (BaseRepr::Rust, Some(int)) => write!(f, "repr({}", int.name())?,
            (BaseRepr::C, None) => f.write_str("repr(C")?,
            (BaseRepr::C, Some(int)) => write!(f, "repr(C, {}", int.name())?,
            (BaseRepr::Transparent, _) => f.write_str("repr(transparent")?,
            (BaseRepr::Unknown, None) => f.write_str("repr(?")?,
            (BaseRepr::Unknown, Some(int)) => write!(f, "repr(?, {}", int.name())?,
        }
        if let Some(limit) = self.packed {
            write!(f, ", packed({limit})")?;
        }
        if let Some(minimum) = self.align {
            write!(f, ", align({minimum})")?;
        }
        f.write_str(")")
    }
}
