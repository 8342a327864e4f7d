//! What changed between two layouts of a type, and whether old and new code can still read each other's data.

mod change;
mod changes;
mod meaning;
mod pair;
mod text;

use std_alloc::string::String;
use std_alloc::vec::Vec;

pub use change::{Change, ChangeKind, DiffVerdict, Effect, NotCompared, NotComparedReason, Placed};
#[cfg(feature = "registry")]
pub(crate) use changes::{Insides, Listed, Niche, compare, niche_of_holder};

use crate::record::{LayoutRecord, Target};
use crate::report::LayoutReport;

/// The changes from an older layout of a type to a newer one: returned by [`LayoutReport::diff`].
///
/// `{}` prints a line for each field or variant that changed, with its old and new place.
///
/// # Compatibility
///
/// It is judged by the bytes alone, in both directions, with the words of schema evolution:
///
/// - *backward*: code that was compiled with the newer layout reads bytes that were written with the
///   older one, as a new program reads an old file;
/// - *forward*: code that was compiled with the older layout reads bytes that were written with the
///   newer one, as an old program reads a new file.
///
/// A reader is taken to look at every field it knows, to hold values one after another as in an array,
/// and to read them in place, so that it relies on size and alignment too. What a field means is not
/// known here: one that keeps its place, its type and its name counts as the same.
///
/// | change | backward | forward |
/// | --- | --- | --- |
/// | a field moved, grew, shrank or is of another type | breaking | breaking |
/// | a field was added: older bytes have padding there, another field, or nothing | breaking | compatible |
/// | a field was removed | compatible | breaking |
/// | a field or a variant has another name, with the same place and type | compatible | compatible |
/// | a variant, or a field of a union, was added | compatible | breaking |
/// | a variant, or a field of a union, was removed | breaking | compatible |
/// | a discriminant or the tag changed | breaking | breaking |
/// | the size of the type changed | breaking | breaking |
/// | the alignment rose | breaking | compatible |
/// | the alignment fell | compatible | breaking |
/// | the `repr` changed, and nothing else | compatible | compatible |
/// | a type is another one with the same bytes: `u64` for `usize`, `Id(u32)` for `u32` | compatible | compatible |
/// | the order of bytes changed, of a type that has a number of several bytes | breaking | breaking |
/// | a variant was added to or removed from an enum that is within an `Option` of the same size | breaking | breaking |
///
/// What cannot be seen is [`Effect::Unknown`], and [`not_compared`](Self::not_compared) says where: stable
/// Rust does not tell how an enum without a `repr` tells its variants apart, or where a field lies; what is
/// within a type that does not derive `Layout` may change without a change of its size.
///
/// ```
/// use layout_core::Layout;
/// # mod v1 {
/// #     #[derive(layout_core::Layout)]
/// #     #[repr(C)]
/// #     pub struct Packet { version: u8, length: u16, checksum: u32 }
/// # }
/// # mod v2 {
/// #     #[derive(layout_core::Layout)]
/// #     #[repr(C)]
/// #     pub struct Packet { version: u8, flags: u8, length: u16, checksum: u32 }
/// # }
///
/// let diff = v2::Packet::layout_report().diff(v1::Packet::layout_report());
/// assert!(diff.breaks_new_readers()); // where `flags` is now, older bytes have padding
/// assert!(!diff.breaks_old_readers());
/// println!("{diff}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct LayoutDiff {
    /// The older type.
    pub older: DiffSide,
    /// The newer type.
    pub newer: DiffSide,
    /// The changes: of the type first, then of its fields and variants in the order of the newer
    /// declaration, then what was removed.
    pub changes: Vec<Change>,
    /// The fields of both that could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
    /// What becomes of newer code that reads older bytes.
    pub backward: Effect,
    /// What becomes of older code that reads newer bytes.
    pub forward: Effect,
}

/// One of the two types that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct DiffSide {
    /// The full name of the type.
    pub type_name: String,
    /// What it was compiled for.
    pub target: Target,
    /// The size in bytes.
    pub size: usize,
}

impl LayoutDiff {
    /// Whether everything was compared and nothing changed.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.not_compared.is_empty()
    }

    /// Who misreads whose bytes.
    #[must_use]
    #[inline]
    pub fn verdict(&self) -> DiffVerdict {
        DiffVerdict::of(self.backward, self.forward)
    }

    /// Whether newer code misreads older bytes: [`backward`](Self::backward) is [`Effect::Breaking`].
    #[must_use]
    #[inline]
    pub fn breaks_new_readers(&self) -> bool {
        self.backward == Effect::Breaking
    }

    /// Whether older code misreads newer bytes: [`forward`](Self::forward) is [`Effect::Breaking`].
    #[must_use]
    #[inline]
    pub fn breaks_old_readers(&self) -> bool {
        self.forward == Effect::Breaking
    }
}

impl LayoutReport {
    /// What changed since an older layout, which is another report or a [record](LayoutRecord) that was
    /// kept. Linear in the number of fields, but for a sort.
    #[must_use]
    #[inline]
    pub fn diff(&self, older: impl Into<LayoutRecord>) -> LayoutDiff {
        self.record().diff(older)
    }
}

impl LayoutRecord {
    /// What changed since an older layout; as [`LayoutReport::diff`].
    #[must_use]
    #[inline]
    pub fn diff(&self, older: impl Into<LayoutRecord>) -> LayoutDiff {
        changes::compare(&older.into(), self, changes::Insides::Nested, changes::Niche::None)
    }
}
