/// What sort of type a layout describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Kind {
    /// A struct with named fields.
    Struct,
    /// A struct with numbered fields, such as `struct Wrapper(u32);`.
    TupleStruct,
    /// A struct without a field list, such as `struct Marker;`.
    UnitStruct,
    /// A union, whose fields overlap.
    Union,
    /// An enum. Its fields belong to its [variants](super::TypeLayout::variants).
    Enum,
    /// A tuple such as `(u8, u32)`, or `()`.
    Tuple,
    /// An integer, float, `bool` or `char`.
    Primitive(Primitive),
    /// `[T; len]`. [`TypeLayout::element`](super::TypeLayout::element) is the layout of `T`.
    Array {
        /// The number of elements.
        len: usize,
    },
    /// `[T]`, whose length is not part of the type. [`TypeLayout::element`](super::TypeLayout::element) is
    /// the layout of `T`.
    Slice,
    /// A reference, raw pointer or function pointer, one or two words wide.
    Pointer,
    /// A type whose fields are not described. Only its size and alignment are known.
    Opaque,
}

impl Kind {
    /// Returns whether the type's fields are listed, so that every byte outside them is padding.
    #[must_use]
    #[inline]
    pub const fn has_fields(self) -> bool {
        matches!(
            self,
            Self::Struct | Self::TupleStruct | Self::UnitStruct | Self::Tuple | Self::Union
        )
    }

    /// The kind in words: `tuple struct`.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::TupleStruct => "tuple struct",
            Self::UnitStruct => "unit struct",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::Tuple => "tuple",
            Self::Primitive(_) => "primitive",
            Self::Array { .. } => "array",
            Self::Slice => "slice",
            Self::Pointer => "pointer",
            Self::Opaque => "opaque type",
        }
    }
}

/// A primitive type: an integer, a float, `bool` or `char`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is named after the type it stands for")]
pub enum Primitive {
    Bool,
    Char,
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
    F32,
    F64,
}
