use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;

use crate::layout::{Discriminant, Kind, Repr, Tagging, Tail};
use crate::record::{BitField, Endian, NichePlace, Stored};

/// One change of a type, a field or a variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// What changed: empty for the type itself, else the path of a field (`header.len`, `Move.x`,
    /// `rows.*.x` for each element of an array) or the name of a variant.
    pub path: String,
    /// How it changed.
    pub what: ChangeKind,
    /// What it does to newer code that reads older bytes.
    pub backward: Effect,
    /// What it does to older code that reads newer bytes.
    pub forward: Effect,
}

/// How a type, a field or a variant changed. Offsets are from the start of the value that contains the field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are the value before, and the value after")]
pub enum ChangeKind {
    /// The size of the type or field differs.
    Resized { older: usize, newer: usize },
    /// The alignment of the type differs.
    Realigned { older: usize, newer: usize },
    /// The offset of the field differs.
    Moved { older: usize, newer: usize },
    /// A field is of another type. The texts are those of the declarations, or the full names where those
    /// are the same. With `same_bytes` both types mean the same by the same bytes, as `usize` and `u64` of
    /// one size do, or `u32` and a wrapper of it.
    Retyped { older: String, newer: String, same_bytes: bool },
    /// A field or a variant has another name.
    Renamed { older: String, newer: String },
    /// There is a new field.
    Added(Placed),
    /// A field is gone.
    Removed(Placed),
    /// A variant was added.
    VariantAdded { discriminant: Discriminant },
    /// A variant was removed.
    VariantRemoved { discriminant: Discriminant },
    /// The discriminant of a variant differs.
    Revalued { older: Discriminant, newer: Discriminant },
    /// The variants are told apart in another way.
    Retagged { older: Tagging, newer: Tagging },
    /// The niche that tells the variants apart lies elsewhere.
    NicheMoved { older: NichePlace, newer: NichePlace },
    /// The niche has another value in this variant.
    Stored { older: Stored, newer: Stored },
    /// A bit-field has other bits of its bytes, or a field is a bit-field on one side only.
    Bits { older: Option<BitField>, newer: Option<BitField> },
    /// The representation that was declared is another.
    Repr { older: Repr, newer: Repr },
    /// The type is of another kind.
    Kind { older: Kind, newer: Kind },
    /// The tail of a type that is not sized is another, or there is one where there was none.
    Tail { older: Option<Tail>, newer: Option<Tail> },
    /// The two were compiled for targets with another order of bytes.
    Endian { older: Endian, newer: Endian },
}

/// A field that only one of the two layouts has.
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

/// A field that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NotCompared {
    /// The path of the field, as that of a [`Change`]; empty for the type itself.
    pub path: String,
    /// The full name of its type.
    pub type_name: String,
    /// What is not known.
    pub reason: NotComparedReason,
}

/// Why a field could not be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum NotComparedReason {
    /// Stable Rust does not tell where the field lies.
    Place,
    /// What lies within the field's type is not described, so that it may have changed.
    Inside,
    /// It is unknown whether byte order matters to the field's type.
    ByteOrder,
}

/// What a change does to code that reads bytes written with the other layout, ordered by severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Effect {
    /// Every field is read as it was written.
    Compatible,
    /// Unknown, because stable Rust does not tell.
    Unknown,
    /// A field is misread, or bytes are read that were never written.
    Breaking,
}

impl Display for Effect {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Compatible => "compatible",
            Self::Unknown => "not known",
            Self::Breaking => "breaking",
        })
    }
}

/// What the changes of a layout come to: who misreads whose bytes.
///
/// [`LayoutDiff::verdict`](super::LayoutDiff::verdict) returns it. *New readers* are code that was compiled
/// with the newer layout and reads bytes that were written with the older one; *old readers* are the
/// reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum DiffVerdict {
    /// Each reads the other's bytes correctly.
    Compatible,
    /// No break is known, but something could not be compared. This is not "compatible".
    Unknown,
    /// Older code misreads newer bytes. That newer code reads older ones as they were written may be
    /// [not known](Effect::Unknown).
    BreaksOldReaders,
    /// Newer code misreads older bytes. That older code reads newer ones as they were written may be
    /// [not known](Effect::Unknown).
    BreaksNewReaders,
    /// Each misreads the other's bytes.
    BreaksBoth,
}

impl DiffVerdict {
    /// The verdict on the effects backward and forward.
    #[must_use]
    #[inline]
    pub(crate) const fn of(backward: Effect, forward: Effect) -> Self {
        match (backward, forward) {
            (Effect::Breaking, Effect::Breaking) => Self::BreaksBoth,
            (Effect::Breaking, _) => Self::BreaksNewReaders,
            (_, Effect::Breaking) => Self::BreaksOldReaders,
            (Effect::Compatible, Effect::Compatible) => Self::Compatible,
            _ => Self::Unknown,
        }
    }

    /// Whether somebody misreads something.
    #[must_use]
    #[inline]
    pub const fn is_breaking(self) -> bool {
        matches!(self, Self::BreaksOldReaders | Self::BreaksNewReaders | Self::BreaksBoth)
    }

    /// Whether everything is read as it was written, and that is known.
    #[must_use]
    #[inline]
    pub const fn is_compatible(self) -> bool {
        matches!(self, Self::Compatible)
    }
}

impl Display for DiffVerdict {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Compatible => "compatible, both ways",
            Self::Unknown => "not known",
            Self::BreaksOldReaders => "breaking for older code",
            Self::BreaksNewReaders => "breaking for newer code",
            Self::BreaksBoth => "breaking, both ways",
        })
    }
}

#[cfg(test)]
mod tests {
    use std_alloc::format;

    use super::DiffVerdict;

    #[test]
    fn a_verdict_says_whose_code_misreads_data() {
        for (verdict, text, is_breaking) in [
            (DiffVerdict::Compatible, "compatible, both ways", false),
            (DiffVerdict::Unknown, "not known", false),
            (DiffVerdict::BreaksOldReaders, "breaking for older code", true),
            (DiffVerdict::BreaksNewReaders, "breaking for newer code", true),
            (DiffVerdict::BreaksBoth, "breaking, both ways", true),
        ] {
            assert_eq!(format!("{verdict}"), text);
            assert_eq!(format!("{verdict:>24}").len(), 24, "it is filled up");
            assert_eq!(verdict.is_breaking(), is_breaking, "{text}");
            assert_eq!(verdict.is_compatible(), text.starts_with("compatible"), "{text}");
        }
    }
}
