use core::fmt::{self, Display, Formatter, Write};
use std_alloc::string::String;

use super::LayoutReport;
use super::words::{Heading, Lines, Summary, spans};
use crate::put::Put as _;
use crate::record::write_visible;
use crate::record::{LayoutRecord, Part, Row};

impl LayoutReport {
    /// Returns the layout as Markdown: a heading, a table of fields and padding, and the findings.
    ///
    /// Paste it into a code review or a pull request. The table is [GitHub Flavored
    /// Markdown](https://github.github.com/gfm/#tables-extension-). It lists the fields of the type, but not
    /// the fields inside them.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Packet {
    ///     version: u8,
    ///     length: u16,
    /// }
    ///
    /// let markdown = Packet::layout_report().to_markdown();
    /// assert!(markdown.contains("| 2 | 2 | 2 | 0 | `length` | `u16` |\n"));
    /// assert!(markdown.contains("| 1 | 1 |  | 0 | *padding* |  |\n"));
    /// ```
    #[must_use]
    #[inline]
    pub fn to_markdown(&self) -> String {
        self.record().to_markdown()
    }
}

impl LayoutRecord {
    /// Returns the layout as Markdown: see [`LayoutReport::to_markdown`].
    #[must_use]
    #[inline]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = write_record(&mut text, self);
        text
    }
}

#[inline]
fn write_record(text: &mut String, record: &LayoutRecord) -> fmt::Result {
    let layout = &record.layout;
    writeln!(text, "### {}\n\n{}.", Code(&layout.short_name()), Heading(layout).to_text())?;
    let parts = layout.parts(false);
    if parts.iter().any(|part| !part.rows.is_empty()) {
        text.write_str(
            "\n| offset | size | align | line | field | type |\n| --: | --: | --: | --: | :-- | :-- |\n",
        )?;
    }
    for part in &parts {
        if let Some(heading) = &part.heading {
            writeln!(text, "|  |  |  |  | **{}** |  |", Plain(heading))?;
        }
        for row in &part.rows {
            write_row(text, record, part, row)?;
        }
    }
    writeln!(text, "\n{}.", Summary(record, &parts).to_text())?;
    for (index, finding) in record.findings.iter().enumerate() {
        let before = if index == 0 { "\n" } else { "" };
        let (message, remedy) = (Plain(&finding.message), Plain(&finding.remedy));
        let (severity, id) = (Plain(&finding.severity), Code(&finding.id));
        writeln!(text, "{before}- **{severity}** {id}: {message}; {remedy}")?;
    }
    Ok(())
}

#[inline]
fn write_row(
    text: &mut String,
    record: &LayoutRecord,
    part: &Part<'_>,
    row: &Row<'_>,
) -> fmt::Result {
    match row.offset {
        Some(offset) => write!(text, "| {offset} ")?,
        None => text.write_str("| ? ")?,
    }
    write!(text, "| {} | ", row.size)?;
    if let Some(align) = row.align {
        write!(text, "{align}")?;
    }
    text.write_str(" | ")?;
    if let Some(lines) = Lines::of(row, record.target.cache_line) {
        lines.put(text);
    }
    text.write_str(" | ")?;
    let path = part.path(row);
    if !row.is_field() {
        return writeln!(text, "*{}* |  |", row.name());
    }
    if path.is_empty() {
        return writeln!(text, "the value |  |");
    }
    write!(text, "{} | ", Code(&path.to_text()))?;
    if row.ty.is_empty() { writeln!(text, " |") } else { writeln!(text, "{} |", Code(&row.ty)) }
}

/// A text as code, in a table or not.
pub(crate) struct Code<'a>(pub(crate) &'a str);

impl Display for Code<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let fence = longest_run(self.0, '`') + 1;
        // Blanks at both ends are taken away when it is read, so that the text may end with a backtick.
        let pad =
            if self.0.starts_with(['`', ' ']) || self.0.ends_with(['`', ' ']) { " " } else { "" };
        write!(f, "{:`<fence$}{pad}", "")?;
        for c in self.0.chars() {
            match c {
                '|' => f.write_str("\\|")?,
                c => write_visible(f, c)?,
            }
        }
        write!(f, "{pad}{:`<fence$}", "")
    }
}

#[inline]
fn longest_run(text: &str, of: char) -> usize {
    let run = |(longest, run): (usize, usize), c: char| {
        let run = if c == of { run + 1 } else { 0 };
        (longest.max(run), run)
    };
    text.chars().fold((0, 0), run).0
}

/// A text in which nothing is markup but code between single backticks.
struct Plain<'a>(&'a str);

impl Display for Plain<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (piece, is_code) in spans(self.0) {
            if is_code {
                write!(f, "{}", Code(piece))?;
            } else {
                escape(f, piece)?;
            }
        }
        Ok(())
    }
}

#[inline]
fn escape(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
            | '!' => {
                write!(f, "\\{c}")?;
            }
            c => write_visible(f, c)?,
        }
    }
    Ok(())
}
