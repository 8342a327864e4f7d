//! Layouts as a person reads them.

mod name;
mod text;
mod value;

pub(crate) use name::ShortName;
pub use value::ValueReport;

use crate::layout::TypeLayout;
use crate::record::LayoutRecord;

/// The layout of a type, to look at: what [`Layout::layout_report`](crate::Layout::layout_report)
/// returns.
///
/// `{}` shows the type's fields and padding in memory order; `{:#}` also shows the fields of its
/// fields, indented, with their offsets from the start of the outermost type. The text depends on
/// nothing but the layout, so it can be kept as a snapshot and compared in a test:
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
///   offset  size  align  line  field
///        0     1      1     0  version: u8
///        1     1               (padding)
///        2     2      2     0  length: u16
///        4     4      4     0  checksum: u32
///   1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes
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
    pub const fn new(layout: TypeLayout) -> Self {
        Self { layout }
    }

    /// The layout that is reported.
    #[must_use]
    pub const fn layout(&self) -> &TypeLayout {
        &self.layout
    }

    /// The report as data that owns itself, to be kept in a file or compared with one that was.
    #[must_use]
    pub fn record(&self) -> LayoutRecord {
        LayoutRecord::new(&self.layout)
    }
}
