//! What debug info knows about a type, and a derive does not.

use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;

use crate::layout::Discriminant;

/// A generic argument of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct GenericRecord {
    /// The name of the parameter, such as `T`.
    pub name: String,
    /// The argument: the full name of a type, or the value of a constant.
    pub value: String,
}

/// A place in a source file. It prints as `file:line`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct SourcePlace {
    /// The path of the file, as given to the compiler.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
}

impl SourcePlace {
    /// Creates the place of a line in a file.
    #[must_use]
    #[inline]
    pub fn new(file: impl Into<String>, line: u32) -> Self {
        Self { file: file.into(), line }
    }
}

impl Display for SourcePlace {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", super::Visible(&self.file), self.line)
    }
}

/// The place of a niche: the bytes of a field whose unused values tell the variants of an enum apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NichePlace {
    /// The offset of the niche's first byte from the start of the enum.
    pub offset: usize,
    /// The number of bytes of the niche.
    pub size: usize,
}

/// The bits that a bit-field uses. Bit-fields come from C, through debug info.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct BitField {
    /// The number of bits between the start of the field's first byte and its first bit.
    ///
    /// Bits are counted from the least significant bit on little-endian targets, and from the most
    /// significant one on big-endian targets.
    pub offset: u8,
    /// The number of bits in the bit-field.
    pub size: u32,
}

/// What the tag or the niche of an enum holds in values of one variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Stored {
    /// One value, which marks this variant.
    Value(Discriminant),
    /// Any value that marks no other variant. With a niche, those are the values of the field itself.
    Others,
}
