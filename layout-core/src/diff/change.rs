use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;

use crate::layout::{Discriminant, Kind, Repr, Tagging, Tail};
use crate::record::{BitField, Endian, NichePlace, Stored};

/// One change of a type, a field or a variant. [`LayoutDiff::changes`](super::LayoutDiff::changes) lists
/// them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// What changed: the path of a field, or the name of a variant. Empty for the type itself.
    ///
    /// Paths look like `header.len`, `Move.x`, or `rows.*.x` for each element of an array.
    pub path: String,
    /// How it changed.
    pub what: ChangeKind,
    /// What the change does to newer code that reads older bytes.
    pub backward: Effect,
    /// What the change does to older code that reads newer bytes.
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
    /// The field has another type. The texts are from the declarations, or full names if the declarations
    /// look the same.
    ///
    /// `same_bytes` says that both types mean the same by the same bytes. Examples are `usize` and `u64`
    /// on a 64-bit target, or `u32` and a wrapper around it.
    Retyped { older: String, newer: String, same_bytes: bool },
    /// The field or variant has another name.
    Renamed { older: String, newer: String },
    /// A field was added.
    Added(Placed),
    /// A field was removed.
    Removed(Placed),
    /// A variant was added.
    VariantAdded { discriminant: Discriminant },
    /// A variant was removed.
    VariantRemoved { discriminant: Discriminant },
    /// The discriminant of a variant differs.
    Revalued { older: Discriminant, newer: Discriminant },
    /// The enum tells its variants apart in another way.
    Retagged { older: Tagging, newer: Tagging },
    /// The niche that tells the variants apart lies elsewhere.
    NicheMoved { older: NichePlace, newer: NichePlace },
    /// The niche holds another value in this variant.
    Stored { older: Stored, newer: Stored },
    /// The bit-field uses other bits, or the field is a bit-field on one side only.
    Bits { older: Option<BitField>, newer: Option<BitField> },
    /// The declared representation differs.
    Repr { older: Repr, newer: Repr },
    /// The type is of another kind, such as a union in place of a struct.
    Kind { older: Kind, newer: Kind },
    /// The tail of an unsized type changed, or only one of the two types has a tail.
    Tail { older: Option<Tail>, newer: Option<Tail> },
    /// The two layouts are for targets with different byte orders.
    Endian { older: Endian, newer: Endian },
}

/// A field that only one of the two layouts has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Placed {
    /// The offset of the field in bytes, or `None` if it is not known.
    pub offset: Option<usize>,
    /// The size of the field in bytes.
    pub size: usize,
    /// The type of the field as the declaration writes it.
    pub ty: String,
}

/// A field that could not be compared, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NotCompared {
    /// The path of the field, as in [`Change::path`]. Empty for the type itself.
    pub path: String,
    /// The full name of the field's type.
    pub type_name: String,
    /// Why it could not be compared.
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
    /// Stable Rust cannot determine where the field lies.
    Place,
    /// The inside of the field's type is not described, so a change there would go unnoticed.
    Inside,
    /// The byte order changed, and it is not known whether that matters to the field's type.
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
    /// Not known, because stable Rust cannot determine it.
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

/// The verdict on two layouts: who misreads whose bytes.
///
/// [`LayoutDiff::verdict`](super::LayoutDiff::verdict) returns it. *New readers* are programs compiled with
/// the newer layout that read bytes written with the older one. *Old readers* are the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum DiffVerdict {
    /// Old and new programs read each other's bytes correctly.
    Compatible,
    /// No break is known, but something could not be compared. Do not take this for `Compatible`.
    Unknown,
    /// Older code misreads newer bytes. Newer code is not known to misread older bytes.
    BreaksOldReaders,
    /// Newer code misreads older bytes. Older code is not known to misread newer bytes.
    BreaksNewReaders,
    /// Old and new programs misread each other's bytes.
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

    /// Returns whether anyone misreads bytes.
    #[must_use]
    #[inline]
    pub const fn is_breaking(self) -> bool {
        matches!(self, Self::BreaksOldReaders | Self::BreaksNewReaders | Self::BreaksBoth)
    }

    /// Returns whether both sides are known to read all bytes correctly.
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
