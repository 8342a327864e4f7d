use core::fmt::{self, Display, Formatter};
use std_alloc::string::{String, ToString};

use super::{LayoutRecord, Row, What};
use crate::record::Visible;
use crate::report::summary::{Heading, Summary};

/// The layout as a table in the order of memory, with the summary and the findings.
///
/// ```
/// # #[derive(layout_core::Layout)]
/// # #[repr(C)]
/// # struct Packet { version: u8, length: u16 }
/// # use layout_core::Layout;
/// let text = Packet::layout_report().record().to_string();
/// assert!(text.contains("       2     2      2  length: u16\n"));
/// ```
impl Display for LayoutRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = self.layout.short_name();
        writeln!(f, "{}: {}", Visible(&name), Heading(&self.layout))?;
        let parts = self.layout.parts(true);
        if parts.iter().any(|part| !part.rows.is_empty()) {
            writeln!(f, "\n  offset  size  align  field")?;
        }
        for part in &parts {
            if let Some(heading) = &part.heading {
                writeln!(f, "  {}", Visible(heading))?;
            }
            part.rows.iter().try_for_each(|row| write_row(f, row))?;
        }
        writeln!(f, "\n{}", Visible(&Summary(self).to_string()))?;
        self.findings.iter().try_for_each(|finding| writeln!(f, "{finding}"))
    }
}

fn write_row(f: &mut Formatter<'_>, row: &Row) -> fmt::Result {
    let offset = row.offset.map_or_else(|| "?".into(), |offset| offset.to_string());
    let align = row.align.map_or_else(String::new, |align| align.to_string());
    let indentation = row.depth.min(32) * 2;
    write!(f, "{offset:>8} {:>5} {align:>6}  {:indentation$}", row.size, "")?;
    match row.what {
        What::Field | What::Tail if row.ty.is_empty() => writeln!(f, "{}", Visible(row.name())),
        What::Field | What::Tail => writeln!(f, "{}: {}", Visible(row.name()), Visible(&row.ty)),
        _ => writeln!(f, "({})", row.name()),
    }
}
