//! What debug info tells of a type and a derive does not.

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
    /// The full name of the type, or the value.
    pub value: String,
}

/// A place in a source file, shown as `file:line`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct SourcePlace {
    /// The file, as the compiler was told it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl SourcePlace {
    /// A line of a file.
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

/// The bytes of a field whose unused values tell the variants of an enum apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NichePlace {
    /// The offset of the first byte from the start of the enum.
    pub offset: usize,
    /// The number of bytes.
    pub size: usize,
}

/// The bits of a bit-field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct BitField {
    /// The number of bits between the start of the field's first byte and its first bit, counted from the least
    /// significant bit on little-endian targets and from the most significant one on others.
    pub offset: u8,
    /// The number of bits.
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
    /// This value.
    Value(Discriminant),
    /// Any value that no other variant has: those that the niche leaves to the field itself.
    Others,
}
