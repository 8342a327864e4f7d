//! Reports on types that debug info describes.

use std_alloc::vec::Vec;

use super::{ProgramReport, TypeSummary};
use crate::debug_info::{DebugType, Types, findings_of, lost, of_types};

impl Types<'_> {
    /// A report on them, ranked by bytes lost: as text, Markdown, JSON, SARIF, and as a page.
    ///
    /// Those of futures are the findings of [`DebugType::future`]. In SARIF, what a future holds while it waits is at
    /// that await, and what it holds twice at its function or block.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// println!("{}", program.types().in_crate("my_app").report().top(20));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn report(&self) -> ProgramReport {
        let target = self.program().target();
        let summary = |it: &DebugType<'_>| {
            let layout = it.layout_for_findings();
            let (lost, found) = (lost(&layout), findings_of(&layout, target));
            TypeSummary::of_debug_info(it.name(), layout, target.cache_line, lost, found)
        };
        let types: Vec<DebugType<'_>> = self.iter().collect();
        ProgramReport::of_debug_info(target.clone(), of_types(&types, summary))
    }
}
