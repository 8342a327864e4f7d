//! Layouts as a person reads them.

#[cfg(feature = "bump")]
mod arena_report;
mod c_asserts;
#[doc(hidden)]
pub mod draw;
mod grid;
pub(crate) mod html;
mod markdown;
mod out;
mod svg;
mod text;
mod value;
pub(crate) mod words;

#[cfg(feature = "bump")]
pub use arena_report::{ArenaReport, TypeInArena};
pub use c_asserts::{CAsserts, NotCCompatible};
#[cfg(feature = "registry")]
pub(crate) use markdown::Code;
#[cfg(feature = "registry")]
pub(crate) use out::is_refused;
#[cfg(any(feature = "debug-info", feature = "registry"))]
pub(crate) use out::{Out, Role};
pub use text::Styled;
#[cfg(feature = "debug-info")]
pub(crate) use text::write_finding;
pub use value::ValueReport;

use crate::layout::TypeLayout;
use crate::record::LayoutRecord;

/// The layout of a type, to look at: what [`Layout::layout_report`](crate::Layout::layout_report)
/// returns.
///
/// `{}` shows
///
/// - the type's fields and padding in memory order, with a rule where a cache line begins;
/// - a map of its bytes: one cell for each, with the letter that its field has in the table, `.` for
///   padding, `#` for a tag, `?` for what may be a tag, a niche or padding, and `|` at the end of each
///   cache line; one map for each variant of an enum and each field of a union;
/// - a summary, and the [findings](crate::analysis::findings), each with what to do about it.
///
/// `{:#}` also shows the fields of its fields, indented, with their offsets from the start of the
/// outermost type. `{:.80}` keeps lines within 80 characters as far as words allow: types are cut, and
/// sentences go on in the next line. [`styled`](Self::styled) adds colors.
///
/// The text depends on nothing but the layout, so it can be kept as a snapshot and compared in a test:
///
/// ```
/// use layout_core::Layout;
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     length: u16,
///     checksum: u32,
/// }
///
/// let snapshot = "\
/// Packet: size 8, align 4, repr(C)
///   offset  size  align  line  map  field
///        0     1      1     0   a   version: u8
///        1     1                .   (padding)
///        2     2      2     0   b   length: u16
///        4     4      4     0   c   checksum: u32
///        0  a.bbcccc
///   1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes
///   room: a field of up to 1 byte, alignment 1, fits at 1
///   explicit: `_pad0: [u8; 1]` before `length`
/// ";
/// # #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
/// assert_eq!(Packet::layout_report().to_string(), snapshot);
/// ```
///
/// With the crate `expect-test` a snapshot is written by the tool:
/// `expect![[""]].assert_eq(&Packet::layout_report().to_string())` and `UPDATE_EXPECT=1 cargo test`;
/// with `insta` it is `insta::assert_snapshot!(Packet::layout_report())` and `cargo insta review`.
#[derive(Clone, Copy, Debug)]
pub struct LayoutReport {
    layout: TypeLayout,
}

impl LayoutReport {
    /// The report of a layout.
    #[must_use]
    #[inline]
    pub const fn new(layout: TypeLayout) -> Self {
        Self { layout }
    }

    /// The layout that is reported.
    #[must_use]
    #[inline]
    pub const fn layout(&self) -> &TypeLayout {
        &self.layout
    }

    /// The report as data that owns itself, to be kept in a file or compared with one that was.
    #[must_use]
    #[inline]
    pub fn record(&self) -> LayoutRecord {
        LayoutRecord::new(&self.layout)
    }
}

impl From<LayoutReport> for LayoutRecord {
    #[inline]
    fn from(report: LayoutReport) -> Self {
        report.record()
    }
}

impl From<&LayoutReport> for LayoutRecord {
    #[inline]
    fn from(report: &LayoutReport) -> Self {
        report.record()
    }
}
