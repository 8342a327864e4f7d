use core::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::{ProgramReport, Rank, Totals, TypeSummary};
use crate::analysis::Finding;
use crate::record::{Target, TypeRecord};
use crate::registry::Entry;

/// The version of the form; it grows when a program that knows the last one would misread the next.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Program<'a> {
    format: u32,
    target: &'a Target,
    totals: Totals,
    crates: Vec<Group>,
    modules: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    #[serde(flatten)]
    totals: Totals,
}

#[derive(Serialize)]
struct Type<'a> {
    name: &'a str,
    #[serde(rename = "crate")]
    crate_name: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    locked: bool,
    lost: usize,
    cache_lines: usize,
    layout: TypeRecord,
    findings: &'a [Finding],
}

impl ProgramReport {
    /// Returns the report as JSON: the target, the totals, and a line for each type in the order of the report.
    ///
    /// A type has its place in the source, its findings, and its `layout`. That is the layout of a
    /// [`LayoutRecord`](crate::LayoutRecord), except that its fields have `null` as their `layout`: their types have
    /// entries of their own.
    #[must_use]
    pub fn to_json(&self) -> String {
        let groups = |groups: Vec<(String, Totals)>| {
            groups.into_iter().map(|(name, totals)| Group { name, totals }).collect()
        };
        let program = Program {
            format: FORMAT,
            target: &self.target,
            totals: self.totals(),
            crates: groups(self.crates()),
            modules: groups(self.modules()),
        };
        let mut text = to_line(&program);
        // The object goes on. With a line for each type the text has little more than half the bytes that one
        // with a line for each member has.
        text.truncate(text.len() - 1);
        text.push_str(",\"types\":[");
        for (index, summary) in self.types.iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            text.push_str(&to_line(&Type::new(summary)));
        }
        text.push_str("\n]}\n");
        text
    }
}

/// What is read of a report.
#[derive(Deserialize)]
struct SavedProgram {
    format: u32,
    target: Target,
    types: Vec<SavedType>,
}

#[derive(Deserialize)]
struct SavedType {
    name: String,
    lost: usize,
    cache_lines: usize,
    layout: TypeRecord,
    findings: Vec<serde_json::Value>,
}

/// The error of [`ProgramReport::from_json`]: the text is not a report of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportError {
    message: String,
}

impl Display for ReportError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "not a report on the types of a program: {}", self.message)
    }
}

impl core::error::Error for ReportError {}

impl ProgramReport {
    /// Reads a report that [`to_json`](Self::to_json) wrote, and ranks it by bytes lost. Findings that this version
    /// of the crate does not know are left out.
    ///
    /// # Errors
    ///
    /// Fails if the text is not such a report, or has a form that this version does not know.
    pub fn from_json(text: &str) -> Result<Self, ReportError> {
        let wrong = |error: serde_json::Error| ReportError { message: error.to_string() };
        let saved: SavedProgram = serde_json::from_str(text).map_err(wrong)?;
        if saved.format != FORMAT {
            return Err(ReportError {
                message: std_alloc::format!(
                    "its format is {}, and this program reads format {FORMAT}",
                    saved.format
                ),
            });
        }
        let types = saved.types.into_iter().map(SavedType::summary).collect();
        let report = Self { target: saved.target, types, rank: Rank::Lost, most: usize::MAX };
        Ok(report.ranked(Rank::Lost))
    }
}

impl SavedType {
    fn summary(self) -> TypeSummary {
        let Self { name, lost, cache_lines, layout, findings } = self;
        let known = findings.into_iter().filter_map(|it| serde_json::from_value(it).ok());
        TypeSummary::of_file(name, layout, cache_lines, lost, known.collect())
    }
}

impl<'a> Type<'a> {
    fn new(summary: &'a TypeSummary) -> Self {
        let place = summary.declared();
        Self {
            name: summary.name(),
            crate_name: summary.crate_name(),
            file: place.as_ref().map(|place| place.file),
            line: place.as_ref().map(|place| place.line),
            column: place.and_then(|place| place.columns).map(|(first, _)| first),
            locked: summary.entry().is_some_and(Entry::is_locked),
            lost: summary.lost(),
            cache_lines: summary.cache_lines(),
            layout: summary.record(),
            findings: summary.findings(),
        }
    }
}

/// A value as JSON in one line.
fn to_line(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .expect("the values are texts, numbers, lists and maps by text, which JSON has")
}

/// A value as JSON with a line for each member.
pub(super) fn to_text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value)
        .expect("the values are texts, numbers, lists and maps by text, which JSON has");
    text.push('\n');
    text
}
