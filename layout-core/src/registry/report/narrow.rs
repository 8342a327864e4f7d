//! The report for a terminal: a screen of types, with what to do about each.

use core::cmp::Reverse;
use core::fmt::{self, Display, Formatter, Write as _};
use std_alloc::collections::BTreeMap;
use std_alloc::format;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::text::Headline;
use super::{ProgramReport, Rank, TypeSummary};
use crate::analysis::{Finding, Severity};
use crate::const_fns::plural;
use crate::layout::{Kind, Tagging};
use crate::record::{ShortName, TypeRecord};
use crate::report::{Out, Role, is_refused};

/// The cells of a map at most.
const CELLS: usize = 16;
/// Where the map begins, and where the name of the type does.
const MAP: usize = 16;
const NAME: usize = MAP + CELLS + 2;

/// A report in colors, for a terminal. [`ProgramReport::styled`] returns it.
///
/// `{:.80}` keeps lines within 80 characters, which is also the default.
#[derive(Clone, Copy, Debug)]
pub struct StyledProgramReport<'a> {
    report: &'a ProgramReport,
    is_colored: bool,
}

impl ProgramReport {
    /// Returns the report with colors for a terminal. There are no colors if the environment variable
    /// [`NO_COLOR`](https://no-color.org) is set and not empty.
    ///
    /// ```
    /// use layout_core::registry;
    ///
    /// #[derive(layout_core::Layout)]
    /// #[repr(C)]
    /// struct Packet { version: u8, checksum: u32, urgent: bool }
    ///
    /// # fn main() {
    /// let report = registry::all().in_module(module_path!()).report();
    /// println!("{:.80}", report.top(10).styled());
    /// # }
    /// ```
    #[must_use]
    pub fn styled(&self) -> StyledProgramReport<'_> {
        StyledProgramReport { report: self, is_colored: !is_refused() }
    }
}

impl StyledProgramReport<'_> {
    /// Turns colors on or off, whatever `NO_COLOR` says.
    #[must_use]
    pub const fn colored(self, is_colored: bool) -> Self {
        Self { is_colored, ..self }
    }
}

impl Display for StyledProgramReport<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = f.precision().unwrap_or(80);
        let mut out = Out::with_width(width, self.is_colored);
        let report = self.report;
        out.wrap(0, 2, &Headline(report).to_string());
        out.push("\n");
        if !report.types.is_empty() {
            write_table(&mut out, report);
        }
        out.finish(f)
    }
}

fn write_table(out: &mut Out, report: &ProgramReport) {
    let first = match report.rank {
        Rank::CacheLines => "lines",
        _ => "lost",
    };
    out.push("\n");
    out.start(Role::Title);
    out.right(first, 6);
    out.right("size", 8);
    out.push("  map (. padding)   ");
    out.cut(NAME, &["type, by ", report.rank.words()]);
    out.stop();
    out.push("\n");
    let groups = instances(&report.types);
    let shown = groups.iter().take(report.most);
    let is_of_one_crate = report.crates().len() == 1;
    for (summary, others) in shown {
        write_type(out, report.rank, summary, *others, is_of_one_crate);
    }
    let more = groups.len().saturating_sub(report.most);
    if more > 0 {
        out.push(&format!("and {more} more\n"));
    }
}

/// Of each generic type the instance that ranks first, with the number of the others.
fn instances(types: &[TypeSummary]) -> Vec<(&TypeSummary, usize)> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut groups: Vec<(&TypeSummary, usize)> = Vec::new();
    for summary in types {
        let is_instance = summary.name().ends_with('>');
        let place = places.entry((summary.module_path(), summary.short_name()));
        match place {
            std_alloc::collections::btree_map::Entry::Occupied(place) if is_instance => {
                groups[*place.get()].1 += 1;
            }
            place => {
                place.or_insert(groups.len());
                groups.push((summary, 0));
            }
        }
    }
    groups
}

fn write_type(
    out: &mut Out,
    rank: Rank,
    summary: &TypeSummary,
    others: usize,
    is_of_one_crate: bool,
) {
    let first = match rank {
        Rank::CacheLines => summary.cache_lines(),
        _ => summary.lost(),
    };
    out.number(first, 6);
    out.number(summary.size(), 8);
    out.blanks(2);
    write_map(out, &cells(&summary.record()));
    let mut name = path_of(summary, is_of_one_crate);
    // Writing to a text does not fail.
    if others > 0 {
        let _ = write!(name, " and {others} other instance{}", plural(others));
    }
    if let Some(place) = summary.declared() {
        let _ = write!(name, " ({place})");
    }
    out.cut(NAME, &[&name]);
    out.push("\n");
    // The warnings first.
    let mut findings: Vec<_> = summary.findings().iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.severity));
    let Some(finding) = findings.first() else { return };
    out.blanks(8);
    out.start(match finding.severity {
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Note,
    });
    out.push(finding.id.as_str());
    out.stop();
    let after = size_after(finding, summary.size());
    let more = match findings.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let start = 8 + finding.id.as_str().len();
    out.cut(start, &[&after, &more, ": ", &finding.remedy]);
    out.push("\n");
}

/// What the advice makes of the size. Where the compiler may do better than can be told, the sentence says so.
fn size_after(finding: &Finding, size: usize) -> String {
    match finding.size_after.filter(|after| *after < size) {
        Some(after) if finding.message.contains(&format!("at most {after}")) => {
            format!(" (size at most {after})")
        }
        Some(after) => format!(" (size {after})"),
        None => String::new(),
    }
}

/// The path of a type, without its crate where all types are of one.
fn path_of(summary: &TypeSummary, is_of_one_crate: bool) -> String {
    let short = ShortName(summary.name()).to_string();
    let module = summary.module_path();
    let module = match module.split_once("::") {
        Some((_, rest)) if is_of_one_crate => rest,
        None if is_of_one_crate => "",
        _ => module,
    };
    if module.is_empty() { short } else { format!("{module}::{short}") }
}

/// What a cell of a map says of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Used,
    Mixed,
    Padding,
}

/// The bytes of a type in cells of one size, 16 at most.
fn cells(record: &TypeRecord) -> Vec<Cell> {
    let per_cell = record.size.div_ceil(CELLS).max(1);
    let mut used = std_alloc::vec![0_usize; record.size.div_ceil(per_cell)];
    let mut end = 0;
    for (start, stop) in used_bytes(record) {
        let (start, stop) = (start.max(end), stop.min(record.size));
        let mut at = start;
        while at < stop {
            let next = (at / per_cell + 1).saturating_mul(per_cell).min(stop);
            used[at / per_cell] += next - at;
            at = next;
        }
        end = end.max(stop);
    }
    let cell = |(index, used): (usize, usize)| {
        let bytes = per_cell.min(record.size - index * per_cell);
        match used {
            0 => Cell::Padding,
            _ if used >= bytes => Cell::Used,
            _ => Cell::Mixed,
        }
    };
    used.into_iter().enumerate().map(cell).collect()
}

/// The bytes that some value uses, in order: of an enum, those of any variant.
fn used_bytes(record: &TypeRecord) -> Vec<(usize, usize)> {
    if !record.kind.has_fields() && record.kind != Kind::Enum {
        return Vec::from([(0, record.size)]);
    }
    let of_variants = record.variants.iter().filter(|variant| !variant.is_uninhabited);
    let fields = record.fields.iter().chain(of_variants.flat_map(|variant| &variant.fields));
    let mut used = Vec::new();
    for field in fields {
        // A place that is not known may be any.
        let Some(offset) = field.offset else { return Vec::from([(0, record.size)]) };
        used.push((offset, offset.saturating_add(field.size)));
    }
    match (record.tagging, record.niche) {
        (Some(Tagging::Tag { offset, size }), _) => {
            used.push((offset, offset.saturating_add(size)));
        }
        (_, Some(niche)) => used.push((niche.offset, niche.offset.saturating_add(niche.size))),
        _ => {}
    }
    used.sort_unstable();
    used
}

fn write_map(out: &mut Out, cells: &[Cell]) {
    for (index, cell) in cells.iter().enumerate() {
        let is_first = index == 0 || cells[index - 1] != *cell;
        if is_first && index > 0 {
            out.stop();
        }
        if is_first {
            out.start(match cell {
                Cell::Used => Role::Field(1),
                Cell::Mixed => Role::Field(4),
                Cell::Padding => Role::Padding,
            });
        }
        out.push(match cell {
            Cell::Used => "#",
            Cell::Mixed => "+",
            Cell::Padding => ".",
        });
    }
    if !cells.is_empty() {
        out.stop();
    }
    out.blanks(NAME - MAP - cells.len());
}

#[cfg(test)]
mod tests {
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use super::{Cell, cells, size_after};
    use crate::Layout;
    use crate::analysis::{Finding, FindingId, Severity};
    use crate::record::TypeRecord;

    fn map<T: Layout>() -> String {
        let sign = |cell| match cell {
            Cell::Used => '#',
            Cell::Mixed => '+',
            Cell::Padding => '.',
        };
        cells(&TypeRecord::from(&T::LAYOUT)).into_iter().map(sign).collect()
    }

    #[test]
    fn a_size_that_is_a_bound_is_told_as_one() {
        let after = |message: &str| {
            let finding = Finding {
                id: FindingId::LargeVariant,
                severity: Severity::Warning,
                message: message.into(),
                remedy: String::new(),
                fields: Vec::new(),
                size_after: Some(40),
            };
            [size_after(&finding, 128), size_after(&finding, 40)]
        };
        assert_eq!(after("in a box it would be at most 40"), [" (size at most 40)", ""]);
        assert_eq!(after("in a box it would be 40"), [" (size 40)", ""]);
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Small {
        a: u8,
        b: u32,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C, align(32))]
    struct Large {
        a: [u8; 5],
        b: u16,
        c: [u8; 16],
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(u8)]
    #[expect(dead_code, reason = "the layout is what counts")]
    enum Tagged {
        A(u8),
        B([u8; 6]),
        C { x: u32 },
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Empty;

    #[test]
    fn a_cell_is_of_as_many_bytes_as_all_others() {
        assert_eq!(map::<Small>(), "#...####");
        // Two bytes each: one and a half of `a` before one of padding.
        assert_eq!(map::<Large>(), "##+#########....");
        assert_eq!(map::<Tagged>(), "########");
        assert_eq!(map::<Empty>(), "");
    }
}
