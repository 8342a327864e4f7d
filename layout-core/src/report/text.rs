//! A report as text: heading, table, map of the bytes, summary and findings.

use core::fmt::{self, Display, Formatter};

use super::LayoutReport;
use super::out::{Out, Role, is_refused};
use super::words::{Heading, Lines, Summary};
use crate::analysis::{FindingId, Severity, fillers, rooms};
use crate::layout::{BaseRepr, Kind, LARGEST_SAMPLED};
use crate::put::{Put, put};
use crate::record::{FindingRecord, LayoutRecord, Part, Row, RowKind, TypeRecord, Visible};

/// Prints the same text as the report's [record](LayoutReport::record).
impl Display for LayoutReport {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.record().fmt(f)
    }
}

/// Prints the layout as text, as a [`LayoutReport`] does.
///
/// ```
/// # #[derive(layout_core::Layout)]
/// # #[repr(C)]
/// # struct Packet { version: u8, length: u16 }
/// # use layout_core::Layout;
/// let report = Packet::layout_report();
/// assert_eq!(report.record().to_string(), report.to_string());
/// ```
impl Display for LayoutRecord {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_record(self, f, false)
    }
}

#[inline]
fn write_record(record: &LayoutRecord, f: &mut Formatter<'_>, is_colored: bool) -> fmt::Result {
    let mut out = Out::new(f, is_colored);
    put_record(record, &mut out, f.alternate());
    out.finish(f)
}

#[inline]
fn put_record(record: &LayoutRecord, out: &mut Out, is_deep: bool) {
    let LayoutRecord { layout, findings, .. } = record;
    out.start(Role::Title);
    out.visible(&layout.short_name());
    out.stop();
    put!(&mut out.text, ": ", Heading(layout), "\n");
    let parts = layout.parts(is_deep);
    if has_table(layout) {
        Table::write(out, record, &parts);
        write_maps(out, record, &parts);
        write_missing(out, layout, &parts);
    }
    out.push("  ");
    out.wrap(2, 4, &Summary(record, &parts).to_text());
    out.push("\n");
    write_room(out, record, &parts);
    for finding in findings {
        write_finding(out, finding);
    }
}

/// Whether the rows tell more than the heading.
#[inline]
fn has_table(layout: &TypeRecord) -> bool {
    let is_listed = layout.kind.has_fields() || layout.kind == Kind::Enum;
    is_listed || layout.element.as_ref().is_some_and(|element| element.has_inside())
}

/// The table of fields and padding.
struct Table<'o> {
    out: &'o mut Out,
    columns: Columns,
    /// The size of a cache line.
    line_size: usize,
    /// Whether the beginnings of cache lines are shown.
    rules: bool,
    /// The size of the type.
    size: usize,
    /// The cache line on which the last row begins.
    line: usize,
    /// The fields that have a letter so far.
    letters: usize,
    /// How far rows are indented beside their depth.
    indent: usize,
}

/// The widths of the columns in characters.
#[derive(Clone, Copy)]
struct Columns {
    offset: usize,
    size: usize,
    align: usize,
    line: usize,
}

impl Columns {
    #[inline]
    fn of(layout: &TypeRecord, line_size: usize) -> Self {
        let digits = |value: usize| value.checked_ilog10().map_or(1, |log| log as usize + 1);
        let bytes = digits(layout.size);
        Self {
            offset: 8.max(2 + bytes),
            size: 5.max(1 + bytes),
            align: 6.max(2 + digits(layout.align)),
            line: 5.max(2 + 2 * digits(layout.size / line_size)),
        }
    }

    /// Where the names of fields begin.
    #[inline]
    fn field(self) -> usize {
        self.offset + 1 + self.size + 1 + self.align + 1 + self.line + "  map  ".len()
    }
}

impl<'o> Table<'o> {
    #[inline]
    fn write(out: &'o mut Out, record: &LayoutRecord, parts: &[Part<'_>]) {
        let LayoutRecord { layout, target, .. } = record;
        let line_size = target.cache_line.max(1);
        let columns = Columns::of(layout, line_size);
        let (rules, size) = (layout.size > line_size, layout.size);
        let mut table =
            Self { out, columns, line_size, rules, size, line: 0, letters: 0, indent: 0 };
        table.heading();
        match layout.kind {
            Kind::Enum => table.of_enum(parts),
            _ => parts.iter().for_each(|part| table.rows(&part.rows)),
        }
    }

    #[inline]
    fn heading(&mut self) {
        let Columns { offset, size, align, line } = self.columns;
        self.out.start(Role::Title);
        self.out.right("offset", offset);
        self.out.right("size", 1 + size);
        self.out.right("align", 1 + align);
        self.out.right("line", 1 + line);
        self.out.push("  map  field");
        self.out.stop();
        self.out.push("\n");
    }

    /// The tag, and each variant with its fields.
    #[inline]
    fn of_enum(&mut self, parts: &[Part<'_>]) {
        let tag = parts.first().and_then(|part| part.rows.iter().find(|row| is_tag(row)));
        if let Some(tag) = tag {
            self.row(tag);
        }
        for part in parts {
            self.variant(part.heading.as_deref().unwrap_or_default(), 0);
            self.letters = 0;
            self.indent = 2;
            let rows = part.rows.iter().filter(|row| !is_tag(row));
            rows.into_iter().for_each(|row| self.row(row));
            self.indent = 0;
        }
    }

    #[inline]
    fn rows(&mut self, rows: &[Row<'_>]) {
        for row in rows {
            self.row(row);
        }
    }

    #[inline]
    fn row(&mut self, row: &Row<'_>) {
        match row.kind {
            RowKind::Variant => self.variant(row.name(), self.indent_of(row)),
            RowKind::Field | RowKind::Tail => self.field(row),
            RowKind::Padding | RowKind::Tag | RowKind::Niche | RowKind::Unknown(_) => {
                self.stretch(row);
            }
        }
    }

    #[inline]
    fn indent_of(&self, row: &Row<'_>) -> usize {
        self.indent + 2 * row.depth
    }

    #[inline]
    fn variant(&mut self, heading: &str, indent: usize) {
        let column = self.columns.field() + indent;
        self.out.blanks(column);
        self.out.cut(column, &[heading]);
        self.out.push("\n");
    }

    #[inline]
    fn field(&mut self, row: &Row<'_>) {
        self.place(row);
        self.out.number(row.align.unwrap_or_default(), 1 + self.columns.align);
        self.lines(row);
        let is_mapped = row.depth == 0 && row.size > 0 && row.offset.is_some();
        if is_mapped {
            self.out.push("   ");
            self.out.start(Role::Field(self.letters));
            self.out.text.push(letter(self.letters));
            self.out.stop();
            self.out.push("   ");
            self.letters += 1;
        } else {
            self.out.blanks(7);
        }
        let indent = self.indent_of(row);
        self.out.blanks(indent);
        self.out.cut(self.columns.field() + indent, &[row.name(), ": ", &row.ty]);
        self.out.push("\n");
    }

    /// Offset and size.
    #[inline]
    fn place(&mut self, row: &Row<'_>) {
        match row.offset {
            Some(offset) => {
                self.rule(offset);
                self.out.number(offset, self.columns.offset);
            }
            None => self.out.right("?", self.columns.offset),
        }
        self.out.number(row.size, 1 + self.columns.size);
    }

    /// The cache lines of a field: `0`, or `0-1`.
    #[inline]
    fn lines(&mut self, row: &Row<'_>) {
        let width = 1 + self.columns.line;
        match Lines::of(row, self.line_size) {
            None => self.out.right("?", width),
            Some(Lines { first, last }) if first == last => self.out.number(first, width),
            Some(lines) => self.out.right(&lines.to_text(), width),
        }
    }

    /// A stretch that is no field.
    #[inline]
    fn stretch(&mut self, row: &Row<'_>) {
        self.place(row);
        self.out.blanks(self.columns.align + self.columns.line + 2);
        let (cell, role) = match row.kind {
            RowKind::Padding => (".", Role::Padding),
            RowKind::Tag | RowKind::Niche => ("#", Role::Tag),
            _ => ("?", Role::Tag),
        };
        // The letter of the field that it is within stands for it.
        let cell = if row.depth == 0 { cell } else { " " };
        self.out.start(role);
        self.out.push("   ");
        self.out.push(cell);
        self.out.blanks(3 + self.indent_of(row));
        self.out.push("(");
        self.out.push(row.name());
        self.out.push(")");
        self.out.stop();
        self.out.push("\n");
    }

    /// A rule, if what begins at the offset is the first to begin on its cache line. What begins before the
    /// last row is of another variant, or of another field of a union.
    #[inline]
    fn rule(&mut self, offset: usize) {
        let line = offset / self.line_size;
        let is_first = line > self.line;
        self.line = line;
        if !self.rules || !is_first || offset >= self.size {
            return;
        }
        let dashes = self.columns.field() - 4;
        self.out.start(Role::Rule);
        self.out.push("  ");
        self.out.text.extend(core::iter::repeat_n('-', dashes));
        put!(&mut self.out.text, "  line ", line, ", from ", line * self.line_size);
        self.out.stop();
        self.out.push("\n");
    }
}

#[inline]
fn is_tag(row: &Row<'_>) -> bool {
    row.kind == RowKind::Tag && row.depth == 0
}

/// The letter of the field that comes after `index` others: `a` to `z`, `A` to `Z`, and again from the
/// beginning. Neighbors always differ.
#[inline]
pub(super) fn letter(index: usize) -> char {
    char::from(LETTERS[index % LETTERS.len()])
}

const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A group of each cell: of the letters, of padding, of a tag, of what is not known.
const RUNS: &str = {
    const BYTES: [u8; (LETTERS.len() + 3) * GROUP] = {
        let mut bytes = [b'.'; (LETTERS.len() + 3) * GROUP];
        let mut at = 0;
        while at < bytes.len() {
            bytes[at] = match at / GROUP {
                kind if kind < LETTERS.len() => LETTERS[kind],
                kind => b".#?"[kind - LETTERS.len()],
            };
            at += 1;
        }
        bytes
    };
    match core::str::from_utf8(&BYTES) {
        Ok(runs) => runs,
        Err(_) => panic!("all cells are ASCII"),
    }
};

/// What a byte belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// The field that comes after so many others.
    Field(usize),
    /// No field.
    Padding,
    /// The tag of an enum.
    Tag,
    /// A tag, a niche or padding.
    Unknown,
}

impl Cell {
    /// So many cells, at most a group of them.
    #[inline]
    fn run(self, count: usize) -> &'static str {
        let kind = match self {
            Self::Field(index) => index % LETTERS.len(),
            Self::Padding => LETTERS.len(),
            Self::Tag => LETTERS.len() + 1,
            Self::Unknown => LETTERS.len() + 2,
        };
        let start = kind * GROUP;
        &RUNS[start..start + count.min(GROUP)]
    }

    #[inline]
    fn role(self) -> Role {
        match self {
            Self::Field(index) => Role::Field(index),
            Self::Padding => Role::Padding,
            Self::Tag | Self::Unknown => Role::Tag,
        }
    }
}

/// Writes the maps of a type: one, or one for each variant, or for each field of a union that has bytes.
#[inline]
fn write_maps(out: &mut Out, record: &LayoutRecord, parts: &[Part<'_>]) {
    let LayoutRecord { layout, target, .. } = record;
    let line_size = target.cache_line.max(1);
    match layout.kind {
        // The maps of variants without fields are the same.
        Kind::Enum if layout.variants.iter().all(|variant| variant.fields.is_empty()) => {
            parts.iter().take(1).for_each(|part| write_map(out, line_size, &part.rows, "", 0));
        }
        Kind::Enum => layout
            .variants
            .iter()
            .zip(parts)
            .for_each(|(variant, part)| write_map(out, line_size, &part.rows, &variant.name, 0)),
        Kind::Union => write_union(out, layout, line_size, parts),
        _ => parts.iter().for_each(|part| write_map(out, line_size, &part.rows, "", 0)),
    }
}

/// Writes the maps of a union: one for each field that has bytes.
#[inline]
pub(super) fn write_union(
    out: &mut Out,
    layout: &TypeRecord,
    line_size: usize,
    parts: &[Part<'_>],
) {
    let fields = layout.fields.iter().zip(parts).filter(|(field, _)| field.size > 0);
    for (letters, (field, part)) in fields.enumerate() {
        write_map(out, line_size, &part.rows, &field.name, letters);
    }
}

/// Writes the map of the outermost rows, the first field after `letters` others. The label stands after the
/// first line of the map, or above it.
#[inline]
pub(super) fn write_map(
    out: &mut Out,
    line_size: usize,
    rows: &[Row<'_>],
    label: &str,
    letters: usize,
) {
    let ends = rows.iter().filter_map(|row| row.offset?.checked_add(row.size));
    let mut map = Map::new(out, line_size, label, ends.max().unwrap_or(0));
    let mut letters = letters;
    for row in rows.iter().filter(|row| row.depth == 0 && row.size > 0) {
        let Some(offset) = row.offset else { continue };
        let cell = match row.kind {
            RowKind::Field | RowKind::Tail => Cell::Field(letters),
            RowKind::Padding => Cell::Padding,
            RowKind::Tag | RowKind::Niche => Cell::Tag,
            RowKind::Unknown(_) | RowKind::Variant => Cell::Unknown,
        };
        letters += usize::from(row.is_field());
        // A record that is not true may have fields one over the other.
        let end = offset.saturating_add(row.size);
        map.run(cell, end.saturating_sub(map.at.max(offset)));
    }
    map.finish();
}

/// A map that is being written, row by row: the offset of the first byte, the cells with a bar at the
/// end of each cache line, and behind the first row a label.
struct Map<'o> {
    out: &'o mut Out,
    line_size: usize,
    label: &'o str,
    at: usize,
    /// The cells of a row.
    row: usize,
}

/// A row of this many cells has 78 characters.
const CELLS: usize = 64;
/// The cells between two blanks.
const GROUP: usize = 16;
/// The characters left of the cells.
const GUTTER: usize = 10;

impl<'o> Map<'o> {
    /// The map of so many bytes. A label that does not fit into a full row stands above it.
    #[inline]
    fn new(out: &'o mut Out, line_size: usize, label: &'o str, bytes: usize) -> Self {
        let mut row = CELLS;
        while row > GROUP && GUTTER + row + row / GROUP > out.width {
            row /= 2;
        }
        let end = GUTTER + row + row / GROUP + "  ".len() + Visible(label).width();
        let is_above = !label.is_empty() && bytes >= row && end > out.width;
        if is_above {
            out.blanks(GUTTER);
            out.cut(GUTTER, &[label]);
            out.push("\n");
        }
        let label = if is_above { "" } else { label };
        Self { out, line_size, label, at: 0, row }
    }

    /// Cells of one kind.
    #[inline]
    fn run(&mut self, cell: Cell, len: usize) {
        // A layout that is not true may lead beyond the last address.
        let mut left = len.min(usize::MAX - self.at);
        while left > 0 {
            let column = self.at % self.row;
            if column == 0 {
                self.out.number(self.at, 8);
                self.out.push("  ");
            }
            let len = left.min(self.row - column);
            self.cells(cell, len);
            left -= len;
            if self.at % self.row == 0 {
                self.end_row();
                if len == self.row {
                    left -= self.skip(left);
                }
            }
        }
    }

    /// Ends the last row, if it is not full.
    #[inline]
    fn finish(mut self) {
        if self.at % self.row != 0 {
            self.end_row();
        }
    }

    /// Cells of one kind in a row, with what stands between groups and lines.
    #[inline]
    fn cells(&mut self, cell: Cell, len: usize) {
        self.out.start(cell.role());
        let end = self.at + len;
        while self.at < end {
            let column = self.at % self.row;
            if column > 0 && self.at % self.line_size == 0 {
                self.out.push("|");
            } else if column > 0 && column % GROUP == 0 {
                self.out.push(" ");
            }
            let to_group = GROUP - self.at % GROUP;
            let count = to_group.min(self.line_size - self.at % self.line_size).min(end - self.at);
            self.out.push(cell.run(count));
            self.at += count;
        }
        self.out.stop();
    }

    #[inline]
    fn end_row(&mut self) {
        if self.at % self.line_size == 0 {
            self.out.start(Role::Rule);
            self.out.push("|");
            self.out.stop();
        }
        let label = core::mem::take(&mut self.label);
        if !label.is_empty() {
            self.out.push("  ");
            self.out.visible(label);
        }
        self.out.push("\n");
    }

    /// Leaves out the full rows of a stretch, of which `left` bytes are to come, that look like the row
    /// above, if they are several.
    #[inline]
    fn skip(&mut self, left: usize) -> usize {
        let skipped = left / self.row * self.row;
        if skipped <= self.row {
            return 0;
        }
        self.at += skipped;
        self.out.right("*", 8);
        put!(&mut self.out.text, "  ", skipped, " more\n");
        skipped
    }
}

const NO_SAMPLE: &str = "? an offset that stable Rust does not tell: no sample of the variant can be \
                         made in a `const`; give one with `#[layout(sample = ...)]`, or call \
                         `layout_report_of` with a value";

const MERGED: &str = "? an offset that the debug info does not have: the compiler writes one entry for all \
                      locals of one name in one state of a future";

const NEVER: &str =
    "? an offset in a variant that cannot exist, because a field's type has no values";

const TOO_LARGE: &str = "? an offset that is unknown: the enum is larger than 1 MiB, so no sample of the \
                         variant is made; call `layout_report_of` with a value";

const NO_PLACE: &str = "? the tail's offset: stable Rust does not tell it for an unsized parameter, and for a \
                        trait object it differs from value to value";

/// Says why an offset is not known, if one is not.
#[inline]
fn write_missing(out: &mut Out, layout: &TypeRecord, parts: &[Part<'_>]) {
    let is_missing = |row: &Row<'_>| row.is_field() && row.offset.is_none();
    if !parts.iter().flat_map(|part| &part.rows).any(is_missing) {
        return;
    }
    let missing = || layout.variants.iter().filter(|variant| !variant.is_placed());
    if missing().any(|variant| variant.is_uninhabited) {
        write_reason(out, NEVER);
        if missing().all(|variant| variant.is_uninhabited) {
            return;
        }
    }
    let reason = if layout.repr.base == BaseRepr::Unknown && layout.tail.is_none() {
        MERGED
    } else if layout.tail.is_some() {
        NO_PLACE
    } else if layout.size as u64 > LARGEST_SAMPLED {
        TOO_LARGE
    } else {
        NO_SAMPLE
    };
    write_reason(out, reason);
}

#[inline]
fn write_reason(out: &mut Out, reason: &str) {
    out.push("  ");
    out.wrap(2, 4, reason);
    out.push("\n");
}

/// What fits in the padding of a struct, and the fields that make it explicit.
#[inline]
fn write_room(out: &mut Out, record: &LayoutRecord, parts: &[Part<'_>]) {
    let LayoutRecord { layout, findings, .. } = record;
    let is_struct = matches!(layout.kind, Kind::Struct | Kind::TupleStruct);
    let Some(part) = parts.first().filter(|_| is_struct && layout.tail.is_none()) else {
        return;
    };
    let gaps = part.gaps();
    if gaps.is_empty() {
        return;
    }
    // A finding about the padding says it too.
    if !findings.iter().any(|finding| finding.id == FindingId::PaddingWaste.as_str()) {
        out.push("  room: ");
        out.wrap(8, 4, &rooms(layout.size, layout.repr, &gaps));
        out.push("\n");
    }
    // What is written out is of use where the order is the programmer's.
    if layout.repr.is_reorderable() || layout.repr.base == BaseRepr::Unknown {
        return;
    }
    // Another order would have other padding.
    let is_reordered = findings.iter().any(|it| it.id == FindingId::Reorder.as_str());
    let label = if is_reordered { "  explicit, if the order stays: " } else { "  explicit: " };
    let names = layout.fields.iter().map(|field| &*field.name);
    out.push(label);
    out.wrap(label.len(), 4, &fillers(layout.kind, &gaps, names));
    out.push("\n");
}

#[inline]
pub(crate) fn write_finding(out: &mut Out, finding: &FindingRecord) {
    let FindingRecord { id, severity, message, remedy, .. } = finding;
    let role = match finding.known_severity() {
        Some(Severity::Warning) => Role::Warning,
        _ => Role::Note,
    };
    out.push("  ");
    out.start(role);
    put!(&mut out.text, Visible(severity), "[", Visible(id), "]");
    out.stop();
    out.push(": ");
    out.wrap(severity.len() + id.len() + 6, 6, message);
    out.push("\n    ");
    out.wrap(4, 6, remedy);
    out.push("\n");
}

/// A report that prints in colors. [`LayoutReport::styled`] and [`LayoutRecord::styled`] return it.
#[derive(Clone, Copy, Debug)]
pub struct Styled<'a> {
    subject: Subject<'a>,
    is_colored: bool,
}

/// What is shown in colors.
#[derive(Clone, Copy, Debug)]
enum Subject<'a> {
    Report(&'a LayoutReport),
    Record(&'a LayoutRecord),
}

impl LayoutReport {
    /// Returns the report with colors, as ANSI escape sequences.
    ///
    /// If the environment variable [`NO_COLOR`](https://no-color.org) is set and not empty, there are no
    /// colors. Without the feature `std` the variable is not read. The method does not know whether the text
    /// goes to a terminal: `anstream::println!` removes colors where they would not be shown.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// println!("{}", <(u8, u32)>::layout_report().styled());
    /// ```
    #[must_use]
    #[inline]
    pub fn styled(&self) -> Styled<'_> {
        Styled { subject: Subject::Report(self), is_colored: !is_refused() }
    }
}

impl LayoutRecord {
    /// Returns the report with colors: see [`LayoutReport::styled`].
    #[must_use]
    #[inline]
    pub fn styled(&self) -> Styled<'_> {
        Styled { subject: Subject::Record(self), is_colored: !is_refused() }
    }
}

impl Styled<'_> {
    /// Turns colors on or off, whatever `NO_COLOR` says.
    #[must_use]
    #[inline]
    pub const fn colored(self, is_colored: bool) -> Self {
        Self { is_colored, ..self }
    }
}

impl Display for Styled<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.subject {
            Subject::Report(report) => write_record(&report.record(), f, self.is_colored),
            Subject::Record(record) => write_record(record, f, self.is_colored),
        }
    }
}
