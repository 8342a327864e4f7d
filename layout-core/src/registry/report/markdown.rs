use core::fmt::{self, Write};
use std_alloc::string::String;

use super::text::Headline;
use super::{ProgramReport, Totals, TypeSummary};
use crate::report::Code;

impl ProgramReport {
    /// Returns the report as Markdown: a headline and the tables, for the summary page of a CI run.
    ///
    /// The tables are [GitHub Flavored Markdown](https://github.github.com/gfm/#tables-extension-). GitHub accepts a
    /// summary of up to 1 MiB. [`top`](Self::top) shortens the tables.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = write_report(&mut text, self);
        text
    }
}

fn write_report(text: &mut String, report: &ProgramReport) -> fmt::Result {
    writeln!(
        text,
        "## Layouts for {}\n\n{}.",
        Code(&std_alloc::format!("{}", report.target)),
        Headline(report)
    )?;
    if report.types.is_empty() {
        return Ok(());
    }
    text.write_str(
        "\n| lost | size | align | lines | type | declared at | findings |\n\
         | --: | --: | --: | --: | :-- | :-- | :-- |\n",
    )?;
    for summary in report.types.iter().take(report.most) {
        write_type(text, summary)?;
    }
    if report.left_out() > 0 {
        writeln!(text, "\nAnd {} more.", report.left_out())?;
    }
    write_groups(text, "crate", &report.crates(), report.most)?;
    write_groups(text, "module", &report.modules(), report.most)
}

fn write_type(text: &mut String, summary: &TypeSummary) -> fmt::Result {
    let place = summary.declared().map(|place| std_alloc::format!("{place}"));
    let place = place.map(|place| std_alloc::format!("{}", Code(&place))).unwrap_or_default();
    write!(
        text,
        "| {} | {} | {} | {} | {} | {} | ",
        summary.lost(),
        summary.size(),
        summary.align(),
        summary.cache_lines(),
        Code(summary.name()),
        place,
    )?;
    for (index, finding) in summary.findings().iter().enumerate() {
        write!(text, "{}`{}`", if index == 0 { "" } else { ", " }, finding.id)?;
    }
    writeln!(text, " |")
}

fn write_groups(
    text: &mut String,
    of: &str,
    groups: &[(String, Totals)],
    most: usize,
) -> fmt::Result {
    writeln!(text, "\n| lost | size | types | findings | {of} |\n| --: | --: | --: | --: | :-- |")?;
    for (name, Totals { types, size, lost, findings }) in groups.iter().take(most) {
        writeln!(text, "| {lost} | {size} | {types} | {findings} | {} |", Code(name))?;
    }
    match groups.len().saturating_sub(most) {
        0 => Ok(()),
        more => writeln!(text, "\nAnd {more} more."),
    }
}
