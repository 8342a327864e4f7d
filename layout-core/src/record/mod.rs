//! Layouts as data that owns itself: to keep in a file, to read back on another machine, to compare.
//!
//! A [`LayoutRecord`] holds what a [`LayoutReport`] shows, without a reference into
//! the program that it was made in. With feature `serde` it is serialized and deserialized; the JSON
//! that comes of it is described by `layout-core/schema/layout-record.schema.json`.

mod fields;
mod finding;
#[cfg(feature = "serde")]
mod format;
mod known;
mod layout;
pub(crate) mod name;
mod rows;
mod target;
mod text;

pub use fields::{FieldRecord, VariantRecord};
pub use finding::FindingRecord;
pub use known::{BitField, GenericRecord, NichePlace, SourcePlace, Stored};
pub use layout::TypeRecord;
pub(crate) use rows::{Part, Row, What};
pub use target::{Endian, Target};

use std_alloc::vec::Vec;

#[cfg(feature = "registry")]
use crate::analysis::Finding;
use crate::analysis::findings;
use crate::layout::TypeLayout;
use crate::report::LayoutReport;

/// The layout of a type on a target, as data that owns itself: what
/// [`LayoutReport::record`] returns.
///
/// Every output of a report is one of its record too, so that a layout read from a file can be drawn
/// and compared as a live one:
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
    format: format::Format,
    /// What the layout was made for.
    pub target: Target,
    /// The layout.
    pub layout: TypeRecord,
    /// What is worth a look in it.
    pub findings: Vec<FindingRecord>,
}

impl LayoutRecord {
    /// The record of a type's layout on the target of this program.
    #[must_use]
    pub fn new(layout: &TypeLayout) -> Self {
        Self {
            #[cfg(feature = "serde")]
            format: format::Format,
            target: Target::this(),
            layout: TypeRecord::from(layout),
            findings: findings(layout).iter().map(FindingRecord::from).collect(),
        }
    }

    /// The record of a type that debug info describes.
    #[cfg(feature = "debug-info")]
    pub(crate) fn from_debug_info(target: Target, layout: TypeRecord) -> Self {
        Self {
            #[cfg(feature = "serde")]
            format: format::Format,
            target,
            layout,
            findings: Vec::new(),
        }
    }

    /// A record of these parts.
    #[cfg(feature = "registry")]
    pub(crate) fn of(target: Target, layout: TypeRecord, findings: &[Finding]) -> Self {
        let findings = findings.iter().map(FindingRecord::from).collect();
        Self { format: format::Format, target, layout, findings }
    }
}

impl From<LayoutReport> for LayoutRecord {
    fn from(report: LayoutReport) -> Self {
        report.record()
    }
}

impl From<&LayoutReport> for LayoutRecord {
    fn from(report: &LayoutReport) -> Self {
        report.record()
    }
}

impl From<&LayoutRecord> for LayoutRecord {
    fn from(record: &LayoutRecord) -> Self {
        record.clone()
    }
}
