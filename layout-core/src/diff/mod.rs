//! Comparison of two layouts of a type: what changed, and whether old and new code can still read each
//! other's data.
//!
//! [`LayoutReport::diff`] compares a type with an older layout, and returns a [`LayoutDiff`].

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

/// The changes from an older layout of a type to a newer one. [`LayoutReport::diff`] returns it.
///
/// `{}` prints a line for each field or variant that changed, with its old and new place.
///
/// # Compatibility
///
/// Compatibility is judged by the bytes alone, in both directions. The words are those of schema evolution:
///
/// - *backward*: code compiled with the newer layout reads bytes written with the older one, as a new program
///   reads an old file;
/// - *forward*: code compiled with the older layout reads bytes written with the newer one, as an old program
///   reads a new file.
///
/// The reader is assumed to look at every field that it knows, to read values in place, and to hold them one
/// after another as in an array. So it relies on size and alignment too. The meaning of a field cannot be
/// checked: a field that keeps its place, type and name counts as the same.
///
/// | change | backward | forward |
/// | --- | --- | --- |
/// | a field moved, grew, shrank or changed its type | breaking | breaking |
/// | a field was added, where older bytes have padding, another field, or nothing | breaking | compatible |
/// | a field was removed | compatible | breaking |
/// | a field or a variant was renamed, with the same place and type | compatible | compatible |
/// | a variant, or a field of a union, was added | compatible | breaking |
/// | a variant, or a field of a union, was removed | breaking | compatible |
/// | a discriminant or the tag changed | breaking | breaking |
/// | the size of the type changed | breaking | breaking |
/// | the alignment rose | breaking | compatible |
/// | the alignment fell | compatible | breaking |
/// | the `repr` changed, and nothing else | compatible | compatible |
/// | a type was replaced by one with the same bytes: `u64` for `usize`, `Id(u32)` for `u32` | compatible | compatible |
/// | the byte order changed, and the type has a number of several bytes | breaking | breaking |
/// | an enum inside an `Option` of the same size gained or lost a variant | breaking | breaking |
///
/// If something cannot be seen, the verdict is [`Effect::Unknown`], and [`not_compared`](Self::not_compared)
/// says where. Stable Rust cannot determine how an enum without a `repr` tells its variants apart, or where
/// its fields lie. A type that does not derive `Layout` may change inside and keep its size.
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
    /// The changes. Those of the type come first, then those of its fields and variants in the order of the
    /// newer declaration, then what was removed.
    pub changes: Vec<Change>,
    /// The fields that could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
    /// What happens to newer code that reads older bytes.
    pub backward: Effect,
    /// What happens to older code that reads newer bytes.
    pub forward: Effect,
}

/// One of the two types in a [`LayoutDiff`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct DiffSide {
    /// The full name of the type.
    pub type_name: String,
    /// The target that the layout is for.
    pub target: Target,
    /// The size of the type in bytes.
    pub size: usize,
}

impl LayoutDiff {
    /// Returns whether everything was compared and nothing changed.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.not_compared.is_empty()
    }

    /// Returns who misreads whose bytes.
    #[must_use]
    #[inline]
    pub fn verdict(&self) -> DiffVerdict {
        DiffVerdict::of(self.backward, self.forward)
    }

    /// Returns whether newer code misreads older bytes: [`backward`](Self::backward) is [`Effect::Breaking`].
    #[must_use]
    #[inline]
    pub fn breaks_new_readers(&self) -> bool {
        self.backward == Effect::Breaking
    }

    /// Returns whether older code misreads newer bytes: [`forward`](Self::forward) is [`Effect::Breaking`].
    #[must_use]
    #[inline]
    pub fn breaks_old_readers(&self) -> bool {
        self.forward == Effect::Breaking
    }
}

impl LayoutReport {
    /// Compares the layout with an older one: another report, or a [record](LayoutRecord) that you kept.
    ///
    /// Takes time linear in the number of fields, plus the time to sort them.
    #[must_use]
    #[inline]
    pub fn diff(&self, older: impl Into<LayoutRecord>) -> LayoutDiff {
        self.record().diff(older)
    }
}

impl LayoutRecord {
    /// Compares the layout with an older one: see [`LayoutReport::diff`].
    #[must_use]
    #[inline]
    pub fn diff(&self, older: impl Into<LayoutRecord>) -> LayoutDiff {
        changes::compare(&older.into(), self, changes::Insides::Nested, changes::Niche::None)
    }
}
