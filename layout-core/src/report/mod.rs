//! Layouts for people to read: text, Markdown, pictures, HTML pages and C assertions.
//!
//! Start with [`Layout::layout_report`](crate::Layout::layout_report), which returns a [`LayoutReport`]. Its
//! methods give the other forms.
//!
//! ```
//! use layout_core::Layout;
//!
//! let report = <(u8, u32)>::layout_report();
//! println!("{report}"); // a table for a terminal
//! println!("{}", report.to_markdown()); // a table for a pull request
//! ```

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

/// A report on the layout of a type, to print, draw or compare.
/// [`Layout::layout_report`](crate::Layout::layout_report) returns it.
///
/// `{}` prints
///
/// - the type's fields and padding in memory order, with a rule where a cache line begins;
/// - a map with one cell for each byte. A field is shown by its letter in the table, padding by `.`, and a
///   tag by `#`. `?` marks a byte that may be a tag, a niche or padding, and `|` ends a cache line. An enum
///   has one map for each variant, and a union one for each field;
/// - a summary, and the [findings](crate::analysis::findings) with their remedies.
///
/// `{:#}` also prints the fields inside fields, indented, with their offsets from the start of the outermost
/// type. `{:.80}` keeps lines within 80 characters where words allow it: types are cut, and sentences are
/// wrapped. [`styled`](Self::styled) adds colors.
///
/// The text depends only on the layout, so you can keep it as a snapshot and compare it in a test:
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
/// Snapshot crates write the text for you. With `expect-test`:
/// `expect![[""]].assert_eq(&Packet::layout_report().to_string())`, then `UPDATE_EXPECT=1 cargo test`. With
/// `insta`: `insta::assert_snapshot!(Packet::layout_report())`, then `cargo insta review`.
#[derive(Clone, Copy, Debug)]
pub struct LayoutReport {
    layout: TypeLayout,
}

impl LayoutReport {
    /// Creates the report on a layout.
    #[must_use]
    #[inline]
    pub const fn new(layout: TypeLayout) -> Self {
        Self { layout }
    }

    /// Returns the layout that the report is about.
    #[must_use]
    #[inline]
    pub const fn layout(&self) -> &TypeLayout {
        &self.layout
    }

    /// Returns the report as owned data, which you can keep in a file and compare later.
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
