//! A report as text: heading, table, map of the bytes, summary and findings.

mod letters;
mod map;
mod out;
mod style;
mod summary;
mod table;

use core::fmt::{self, Display, Formatter};

pub(super) use letters::letter;
pub(super) use map::{Cell, Map, write_union};
pub(super) use out::Out;
pub(super) use style::Role;
pub use style::Styled;

use super::LayoutReport;
use crate::analysis::findings;
use crate::layout::Kind;

impl Display for LayoutReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_report(self, &mut Out::new(f, false))
    }
}

fn write_report(report: &LayoutReport, out: &mut Out<'_, '_>) -> fmt::Result {
    let layout = report.layout();
    summary::write_heading(out, layout)?;
    if layout.kind.has_fields() || layout.kind == Kind::Enum {
        let missing = table::write_table(out, layout)?;
        map::write_maps(out, layout)?;
        if missing {
            summary::write_missing(out, layout)?;
        }
    }
    summary::write_summary(out, layout)?;
    let findings = findings(layout);
    summary::write_room(out, layout, &findings)?;
    summary::write_findings(out, &findings)
}
