//! Layouts as owned data, to keep in a file, read back on another machine, and compare.
//!
//! A [`LayoutRecord`] holds what a [`LayoutReport`](crate::LayoutReport) shows, without references into the
//! program. With the feature `serde`, records are `Serialize` and `Deserialize`. The schema of their JSON is
//! `layout-core/schema/layout-record.schema.json`.

mod finding;
mod known;
pub(crate) mod name;
mod rows;
mod target;
mod types;
mod visible;

pub use finding::FindingRecord;
pub use known::{BitField, GenericRecord, NichePlace, SourcePlace, Stored};
pub(crate) use name::ShortName;
pub(crate) use rows::{Part, Row, RowKind};
pub use target::{Endian, Target};
pub use types::{FieldRecord, TypeRecord, VariantRecord};
pub(crate) use visible::{Visible, write_visible};

use std_alloc::vec::Vec;

#[cfg(feature = "registry")]
use crate::analysis::Finding;
use crate::analysis::findings;
use crate::layout::TypeLayout;

/// The layout of a type on a target, as owned data. [`LayoutReport::record`](crate::LayoutReport::record)
/// returns it.
///
/// A record has every output that a report has. So you can draw and compare a layout from a file like one of
/// this program:
///
/// ```
/// use layout_core::{Layout, LayoutRecord};
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     length: u16,
/// }
///
/// let record: LayoutRecord = Packet::layout_report().record();
/// assert_eq!(record.layout.fields[1].offset, Some(2));
/// # #[cfg(feature = "serde")] {
/// let json = serde_json::to_string_pretty(&record).unwrap();
/// let read: LayoutRecord = serde_json::from_str(&json).unwrap();
/// assert_eq!(read, record);
/// assert!(Packet::layout_report().diff(&read).is_empty());
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct LayoutRecord {
    /// The version of the form in which the record is serialized; it grows when a program that knows
    /// the last one would misread the next.
    #[cfg(feature = "serde")]
    format: Format,
    /// The target that the layout is for.
    pub target: Target,
    /// The layout itself.
    pub layout: TypeRecord,
    /// The findings: what is worth a look in the layout.
    pub findings: Vec<FindingRecord>,
}

impl LayoutRecord {
    /// Creates the record of a layout of this program.
    #[must_use]
    #[inline]
    pub fn new(layout: &TypeLayout) -> Self {
        Self {
            #[cfg(feature = "serde")]
            format: Format,
            target: Target::this(),
            layout: TypeRecord::from(layout),
            findings: findings(layout).into_iter().map(FindingRecord::from).collect(),
        }
    }

    /// The record of a type that debug info describes.
    #[cfg(feature = "debug-info")]
    #[inline]
    pub(crate) fn from_debug_info(
        target: Target,
        layout: TypeRecord,
        findings: Vec<FindingRecord>,
    ) -> Self {
        Self {
            #[cfg(feature = "serde")]
            format: Format,
            target,
            layout,
            findings,
        }
    }

    /// A record of these parts.
    #[cfg(feature = "registry")]
    #[inline]
    pub(crate) fn of(target: Target, layout: TypeRecord, findings: &[Finding]) -> Self {
        let findings = findings.iter().cloned().map(FindingRecord::from).collect();
        Self { format: Format, target, layout, findings }
    }
}

impl From<&LayoutRecord> for LayoutRecord {
    #[inline]
    fn from(record: &LayoutRecord) -> Self {
        record.clone()
    }
}

#[cfg(feature = "serde")]
const VERSION: u32 = 1;

/// The version of the serialized form. The only value is the version that this crate knows.
#[cfg(feature = "serde")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Format;

#[cfg(feature = "serde")]
impl serde::Serialize for Format {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(VERSION)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Format {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match <u32 as serde::Deserialize>::deserialize(deserializer)? {
            VERSION => Ok(Self),
            version => Err(serde::de::Error::custom(std_alloc::format!(
                "the layout is written in format {version}, of which this version of layout-core \
                 knows {VERSION} only"
            ))),
        }
    }
}
