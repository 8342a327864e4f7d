//! Types of debug info as a list.

use core::fmt::{self, Display, Formatter, Write};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::text::{Out, Role};
use crate::debug_info::{DebugType, FutureReport, Types};
use crate::record::Visible;

impl Display for Types<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = Out::new(f, false);
        let count = self.len();
        writeln!(out, "{count} type{}", if count == 1 { "" } else { "s" })?;
        if count > 0 {
            out.paint(Role::Title, format_args!("    size  align  awaits  type"))?;
            out.write_str("\n")?;
        }
        self.iter().try_for_each(|it| write_type(&mut out, &it))
    }
}

fn write_type(out: &mut Out<'_, '_>, it: &DebugType<'_>) -> fmt::Result {
    out.number(it.size(), 8)?;
    out.number(it.align(), "  align".len())?;
    let future = it.future();
    match &future {
        Some(future) => out.number(future.await_points().len(), "  awaits".len())?,
        None => out.blanks("  awaits".len())?,
    }
    out.write_str("  ")?;
    out.cut(25, &[Visible(&it.name())])?;
    out.write_str("\n")?;
    if let Some(place) = it.declared_at() {
        out.blanks(27)?;
        out.cut(27, &[Visible(&format!("{place}"))])?;
        out.write_str("\n")?;
    }
    let findings = future.iter().flat_map(FutureReport::findings);
    let ids: Vec<&str> = findings.map(|finding| &*finding.id).collect();
    if !ids.is_empty() {
        let ids: String = ids.join(", ");
        out.blanks(27)?;
        out.cut(27, &[Visible(&ids)])?;
        out.write_str("\n")?;
    }
    Ok(())
}
