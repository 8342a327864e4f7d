use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;

use crate::layout::{Discriminant, Kind, Repr, Tagging, Tail};
use crate::record::Endian;

/// One change of a type, a field or a variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// What changed: empty for the type itself, else the path of a field (`header.len`, `Move.x`,
    /// `rows.*.x` for each element of an array) or the name of a variant.
    pub path: String,
    /// How it changed.
    pub what: What,
    /// What it does to newer code that reads older bytes.
    pub backward: Effect,
    /// What it does to older code that reads newer bytes.
    pub forward: Effect,
}

/// How a type, a field or a variant changed. Offsets are from the start of what the field is a field of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are the value before, and the value after")]
pub enum What {
    /// A type or a field has another size.
    Resized { older: usize, newer: usize },
    /// The type has another alignment.
    Realigned { older: usize, newer: usize },
    /// A field lies at another offset.
    Moved { older: usize, newer: usize },
    /// A field is of another type; the texts are those of the declarations.
    Retyped { older: String, newer: String },
    /// A field or a variant has another name.
    Renamed { older: String, newer: String },
    /// There is a new field.
    Added(Placed),
    /// A field is gone.
    Removed(Placed),
    /// There is a new variant.
    VariantAdded { discriminant: Discriminant },
    /// A variant is gone.
    VariantRemoved { discriminant: Discriminant },
    /// A variant has another discriminant.
    Revalued { older: Discriminant, newer: Discriminant },
    /// The variants are told apart in another way.
    Retagged { older: Tagging, newer: Tagging },
    /// The representation that was declared is another.
    Repr { older: Repr, newer: Repr },
    /// It is a type of another sort.
    Kind { older: Kind, newer: Kind },
    /// The tail of a type that is not sized is another, or there is one where there was none.
    Tail { older: Option<Tail>, newer: Option<Tail> },
    /// The two were compiled for targets with another order of bytes.
    Endian { older: Endian, newer: Endian },
}

/// A field that is there on one side only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Placed {
    /// Its offset, where it is known.
    pub offset: Option<usize>,
    /// Its size.
    pub size: usize,
    /// Its type as the declaration writes it.
    pub ty: String,
}

/// What a change does to code that reads bytes written with the other layout.
///
/// The order is that of severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Effect {
    /// Every field is read as it was written.
    Compatible,
    /// Stable Rust does not tell.
    Unknown,
    /// A field is misread, or bytes are read that were never written.
    Breaking,
}

impl Display for Effect {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Compatible => "compatible",
            Self::Unknown => "not known",
            Self::Breaking => "breaking",
        })
    }
}
