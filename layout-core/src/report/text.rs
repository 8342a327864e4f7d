//! A report as text: heading, table, map of the bytes, summary and findings.

use core::fmt::{self, Arguments, Display, Formatter, Write};
use std_alloc::string::ToString;

use super::LayoutReport;
use super::words::{Digits, Heading, Lines, Summary};
use crate::analysis::{FindingId, Severity, fillers, rooms};
use crate::layout::{BaseRepr, Kind, LARGEST_SAMPLED};
use crate::record::{FindingRecord, LayoutRecord, Part, Row, RowKind, TypeRecord, Visible};

/// The record of the report as text.
impl Display for LayoutReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.record().fmt(f)
    }
}

/// The layout as text, as that of a [`LayoutReport`].
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
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_record(self, &mut Out::new(f, false))
    }
}

fn write_record(record: &LayoutRecord, out: &mut Out<'_, '_>) -> fmt::Result {
    let LayoutRecord { layout, findings, .. } = record;
    out.paint(Role::Title, format_args!("{}", Visible(&layout.short_name())))?;
    writeln!(out, ": {}", Heading(layout))?;
    let parts = layout.parts(out.is_deep());
    if has_table(layout) {
        Table::write(out, record, &parts)?;
        write_maps(out, record, &parts)?;
        write_missing(out, layout, &parts)?;
    }
    let summary = Summary(record, &parts).to_string();
    out.write_str("  ")?;
    out.wrap(2, 4, &summary)?;
    out.write_str("\n")?;
    write_room(out, record, &parts)?;
    findings.iter().try_for_each(|finding| write_finding(out, finding))
}

/// Whether the rows tell more than the heading.
fn has_table(layout: &TypeRecord) -> bool {
    let is_listed = layout.kind.has_fields() || layout.kind == Kind::Enum;
    is_listed || layout.element.as_ref().is_some_and(|element| element.has_inside())
}

/// The table of fields and padding.
struct Table<'o, 'a, 'b> {
    out: &'o mut Out<'a, 'b>,
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
    fn field(self) -> usize {
        self.offset + 1 + self.size + 1 + self.align + 1 + self.line + "  map  ".len()
    }
}

impl<'o, 'a, 'b> Table<'o, 'a, 'b> {
    fn write(out: &'o mut Out<'a, 'b>, record: &LayoutRecord, parts: &[Part<'_>]) -> fmt::Result {
        let LayoutRecord { layout, target, .. } = record;
        let line_size = target.cache_line.max(1);
        let columns = Columns::of(layout, line_size);
        let (rules, size) = (layout.size > line_size, layout.size);
        let mut table =
            Self { out, columns, line_size, rules, size, line: 0, letters: 0, indent: 0 };
        table.heading()?;
        match layout.kind {
            Kind::Enum => table.of_enum(parts),
            _ => parts.iter().try_for_each(|part| table.rows(&part.rows)),
        }
    }

    fn heading(&mut self) -> fmt::Result {
        let Columns { offset, size, align, line } = self.columns;
        self.out.start(Role::Title)?;
        self.out.right("offset", offset)?;
        self.out.right("size", 1 + size)?;
        self.out.right("align", 1 + align)?;
        self.out.right("line", 1 + line)?;
        self.out.write_str("  map  field")?;
        self.out.stop()?;
        self.out.write_str("\n")
    }

    /// The tag, and each variant with its fields.
    fn of_enum(&mut self, parts: &[Part<'_>]) -> fmt::Result {
        let tag = parts.first().and_then(|part| part.rows.iter().find(|row| is_tag(row)));
        if let Some(tag) = tag {
            self.row(tag)?;
        }
        for part in parts {
            self.variant(part.heading.as_deref().unwrap_or_default(), 0)?;
            self.letters = 0;
            self.indent = 2;
            let rows = part.rows.iter().filter(|row| !is_tag(row));
            rows.into_iter().try_for_each(|row| self.row(row))?;
            self.indent = 0;
        }
        Ok(())
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> fmt::Result {
        rows.iter().try_for_each(|row| self.row(row))
    }

    fn row(&mut self, row: &Row<'_>) -> fmt::Result {
        match row.kind {
            RowKind::Variant => self.variant(row.name(), self.indent_of(row)),
            RowKind::Field | RowKind::Tail => self.field(row),
            RowKind::Padding | RowKind::Tag | RowKind::Niche | RowKind::Unknown(_) => {
                self.stretch(row)
            }
        }
    }

    fn indent_of(&self, row: &Row<'_>) -> usize {
        self.indent + 2 * row.depth
    }

    fn variant(&mut self, heading: &str, indent: usize) -> fmt::Result {
        let column = self.columns.field() + indent;
        self.out.blanks(column)?;
        self.out.cut(column, &[Visible(heading)])?;
        self.out.write_str("\n")
    }

    fn field(&mut self, row: &Row<'_>) -> fmt::Result {
        self.place(row)?;
        self.out.number(row.align.unwrap_or_default(), 1 + self.columns.align)?;
        self.lines(row)?;
        let is_mapped = row.depth == 0 && row.size > 0 && row.offset.is_some();
        if is_mapped {
            let mut utf8 = [0; 4];
            let letter = &*letter(self.letters).encode_utf8(&mut utf8);
            self.out.write_str("   ")?;
            self.out.start(Role::Field(self.letters))?;
            self.out.write_str(letter)?;
            self.out.stop()?;
            self.out.write_str("   ")?;
            self.letters += 1;
        } else {
            self.out.blanks(7)?;
        }
        let indent = self.indent_of(row);
        self.out.blanks(indent)?;
        let (name, ty) = (Visible(row.name()), Visible(&row.ty));
        self.out.cut(self.columns.field() + indent, &[name, Visible(": "), ty])?;
        self.out.write_str("\n")
    }

    /// Offset and size.
    fn place(&mut self, row: &Row<'_>) -> fmt::Result {
        match row.offset {
            Some(offset) => {
                self.rule(offset)?;
                self.out.number(offset, self.columns.offset)?;
            }
            None => self.out.right("?", self.columns.offset)?,
        }
        self.out.number(row.size, 1 + self.columns.size)
    }

    /// The cache lines of a field: `0`, or `0-1`.
    fn lines(&mut self, row: &Row<'_>) -> fmt::Result {
        let width = 1 + self.columns.line;
        match Lines::of(row, self.line_size) {
            None => self.out.right("?", width),
            Some(Lines { first, last }) if first == last => self.out.number(first, width),
            Some(lines) => write!(self.out, "{lines:>width$}"),
        }
    }

    /// A stretch that is no field.
    fn stretch(&mut self, row: &Row<'_>) -> fmt::Result {
        self.place(row)?;
        self.out.blanks(self.columns.align + self.columns.line + 2)?;
        let (cell, role) = match row.kind {
            RowKind::Padding => (".", Role::Padding),
            RowKind::Tag | RowKind::Niche => ("#", Role::Tag),
            _ => ("?", Role::Tag),
        };
        // The letter of the field that it is within stands for it.
        let cell = if row.depth == 0 { cell } else { " " };
        self.out.start(role)?;
        self.out.write_str("   ")?;
        self.out.write_str(cell)?;
        self.out.blanks(3 + self.indent_of(row))?;
        self.out.write_str("(")?;
        self.out.write_str(row.name())?;
        self.out.write_str(")")?;
        self.out.stop()?;
        self.out.write_str("\n")
    }

    /// A rule, if what begins at the offset is the first to begin on its cache line. What begins before the
    /// last row is of another variant, or of another field of a union.
    fn rule(&mut self, offset: usize) -> fmt::Result {
        let line = offset / self.line_size;
        let is_first = line > self.line;
        self.line = line;
        if !self.rules || !is_first || offset >= self.size {
            return Ok(());
        }
        let dashes = self.columns.field() - 4;
        self.out.start(Role::Rule)?;
        write!(self.out, "  {:-<dashes$}  line {line}, from {}", "", line * self.line_size)?;
        self.out.stop()?;
        self.out.write_str("\n")
    }
}

fn is_tag(row: &Row<'_>) -> bool {
    row.kind == RowKind::Tag && row.depth == 0
}

/// The letter of the field that comes after `index` others: `a` to `z`, `A` to `Z`, and again from the
/// beginning. Neighbors always differ.
pub(super) fn letter(index: usize) -> char {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char::from(LETTERS[index % LETTERS.len()])
}

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
    fn char(self) -> char {
        match self {
            Self::Field(index) => letter(index),
            Self::Padding => '.',
            Self::Tag => '#',
            Self::Unknown => '?',
        }
    }

    fn role(self) -> Role {
        match self {
            Self::Field(index) => Role::Field(index),
            Self::Padding => Role::Padding,
            Self::Tag | Self::Unknown => Role::Tag,
        }
    }
}

/// Writes the maps of a type: one, or one for each variant, or for each field of a union that has bytes.
fn write_maps(out: &mut Out<'_, '_>, record: &LayoutRecord, parts: &[Part<'_>]) -> fmt::Result {
    let LayoutRecord { layout, target, .. } = record;
    let line_size = target.cache_line.max(1);
    match layout.kind {
        // The maps of variants without fields are the same.
        Kind::Enum if layout.variants.iter().all(|variant| variant.fields.is_empty()) => {
            parts.iter().take(1).try_for_each(|part| write_map(out, line_size, &part.rows, "", 0))
        }
        Kind::Enum => layout.variants.iter().zip(parts).try_for_each(|(variant, part)| {
            write_map(out, line_size, &part.rows, &variant.name, 0)
        }),
        Kind::Union => write_union(out, layout, line_size, parts),
        _ => parts.iter().try_for_each(|part| write_map(out, line_size, &part.rows, "", 0)),
    }
}

/// Writes the maps of a union: one for each field that has bytes.
pub(super) fn write_union(
    out: &mut Out<'_, '_>,
    layout: &TypeRecord,
    line_size: usize,
    parts: &[Part<'_>],
) -> fmt::Result {
    let fields = layout.fields.iter().zip(parts).filter(|(field, _)| field.size > 0);
    for (letters, (field, part)) in fields.enumerate() {
        write_map(out, line_size, &part.rows, &field.name, letters)?;
    }
    Ok(())
}

/// Writes the map of the outermost rows, the first field after `letters` others. The label stands behind the
/// first line of the map.
pub(super) fn write_map(
    out: &mut Out<'_, '_>,
    line_size: usize,
    rows: &[Row<'_>],
    label: &str,
    letters: usize,
) -> fmt::Result {
    let mut map = Map::new(out, line_size, label);
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
        map.run(cell, end.saturating_sub(map.at.max(offset)))?;
    }
    map.finish()
}

/// A map that is being written, row by row: the offset of the first byte, the cells with a bar at the
/// end of each cache line, and behind the first row a label.
struct Map<'o, 'a, 'b> {
    out: &'o mut Out<'a, 'b>,
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

impl<'o, 'a, 'b> Map<'o, 'a, 'b> {
    fn new(out: &'o mut Out<'a, 'b>, line_size: usize, label: &'o str) -> Self {
        let mut row = CELLS;
        while row > GROUP && GUTTER + row + row / GROUP > out.width() {
            row /= 2;
        }
        Self { out, line_size, label, at: 0, row }
    }

    /// Cells of one kind.
    fn run(&mut self, cell: Cell, len: usize) -> fmt::Result {
        // A layout that is not true may lead beyond the last address.
        let mut left = len.min(usize::MAX - self.at);
        while left > 0 {
            let column = self.at % self.row;
            if column == 0 {
                self.out.number(self.at, 8)?;
                self.out.write_str("  ")?;
            }
            let len = left.min(self.row - column);
            self.cells(cell, len)?;
            left -= len;
            if self.at % self.row == 0 {
                self.end_row()?;
                if len == self.row {
                    left -= self.skip(left)?;
                }
            }
        }
        Ok(())
    }

    /// Ends the last row, if it is not full.
    fn finish(mut self) -> fmt::Result {
        if self.at % self.row == 0 { Ok(()) } else { self.end_row() }
    }

    /// Cells of one kind in a row, with what stands between groups and lines.
    fn cells(&mut self, cell: Cell, len: usize) -> fmt::Result {
        let mut utf8 = [0; 4];
        let char = &*cell.char().encode_utf8(&mut utf8);
        self.out.start(cell.role())?;
        let end = self.at + len;
        while self.at < end {
            let column = self.at % self.row;
            if column > 0 && self.at % self.line_size == 0 {
                self.out.write_str("|")?;
            } else if column > 0 && column % GROUP == 0 {
                self.out.write_str(" ")?;
            }
            self.out.write_str(char)?;
            self.at += 1;
        }
        self.out.stop()
    }

    fn end_row(&mut self) -> fmt::Result {
        if self.at % self.line_size == 0 {
            self.out.paint(Role::Rule, format_args!("|"))?;
        }
        let label = core::mem::take(&mut self.label);
        if !label.is_empty() {
            self.out.write_str("  ")?;
            Visible(label).fmt(self.out.f)?;
        }
        self.out.write_str("\n")
    }

    /// Leaves out the full rows of a stretch, of which `left` bytes are to come, that look like the row
    /// above, if they are several.
    fn skip(&mut self, left: usize) -> Result<usize, fmt::Error> {
        let skipped = left / self.row * self.row;
        if skipped <= self.row {
            return Ok(0);
        }
        self.at += skipped;
        writeln!(self.out, "{:>8}  {skipped} more", "*")?;
        Ok(skipped)
    }
}

const NO_SAMPLE: &str = "? an offset that stable Rust does not tell: no sample of the variant can be \
                         made in a `const`; give one by `#[layout(sample = ...)]`, or ask a value by \
                         `layout_report_of`";

const MERGED: &str = "? an offset that the debug info does not tell: the compiler gives locals of one name in \
                      one state of a future one entry";

const NEVER: &str = "? an offset in a variant that can never be, as a field's type has no values";

const TOO_LARGE: &str = "? an offset that stable Rust does not tell: the enum is larger than 1 MiB, so that \
                         no sample of the variant is made; ask a value by `layout_report_of`";

const NO_PLACE: &str = "? the tail's place, which stable Rust does not tell of a parameter that is not \
                        sized; that of a trait object differs from value to value";

/// Says why an offset is not known, if one is not.
fn write_missing(out: &mut Out<'_, '_>, layout: &TypeRecord, parts: &[Part<'_>]) -> fmt::Result {
    let is_missing = |row: &Row<'_>| row.is_field() && row.offset.is_none();
    if !parts.iter().flat_map(|part| &part.rows).any(is_missing) {
        return Ok(());
    }
    let mut missing = layout.variants.iter().filter(|variant| !variant.is_placed()).peekable();
    let reason = if layout.repr.base == BaseRepr::Unknown && layout.tail.is_none() {
        MERGED
    } else if layout.tail.is_some() {
        NO_PLACE
    } else if missing.peek().is_some() && missing.all(|variant| variant.is_uninhabited) {
        NEVER
    } else if layout.size as u64 > LARGEST_SAMPLED {
        TOO_LARGE
    } else {
        NO_SAMPLE
    };
    out.write_str("  ")?;
    out.wrap(2, 4, reason)?;
    out.write_str("\n")
}

/// What fits in the padding of a struct, and the fields that make it explicit.
fn write_room(out: &mut Out<'_, '_>, record: &LayoutRecord, parts: &[Part<'_>]) -> fmt::Result {
    let LayoutRecord { layout, findings, .. } = record;
    let is_struct = matches!(layout.kind, Kind::Struct | Kind::TupleStruct);
    let Some(part) = parts.first().filter(|_| is_struct && layout.tail.is_none()) else {
        return Ok(());
    };
    let gaps = part.gaps();
    if gaps.is_empty() {
        return Ok(());
    }
    // A finding about the padding says it too.
    if !findings.iter().any(|finding| finding.id == FindingId::PaddingWaste.as_str()) {
        out.write_str("  room: ")?;
        out.wrap(8, 4, &rooms(layout.size, layout.repr, &gaps))?;
        out.write_str("\n")?;
    }
    // What is written out is of use where the order is the programmer's.
    if layout.repr.is_reorderable() || layout.repr.base == BaseRepr::Unknown {
        return Ok(());
    }
    let names = layout.fields.iter().map(|field| &*field.name);
    out.write_str("  explicit: ")?;
    out.wrap(12, 4, &fillers(layout.kind, &gaps, names))?;
    out.write_str("\n")
}

fn write_finding(out: &mut Out<'_, '_>, finding: &FindingRecord) -> fmt::Result {
    let FindingRecord { id, severity, message, remedy, .. } = finding;
    let role = match finding.known_severity() {
        Some(Severity::Warning) => Role::Warning,
        _ => Role::Note,
    };
    let head = std_alloc::format!("{}[{}]", Visible(severity), Visible(id));
    out.write_str("  ")?;
    out.paint(role, format_args!("{head}"))?;
    out.write_str(": ")?;
    out.wrap(head.len() + 4, 6, message)?;
    out.write_str("\n    ")?;
    out.wrap(4, 6, remedy)?;
    out.write_str("\n")
}

/// Where a report is written to: how wide it may be, and whether it is coloured.
pub(super) struct Out<'a, 'b> {
    f: &'a mut Formatter<'b>,
    is_coloured: bool,
}

impl<'a, 'b> Out<'a, 'b> {
    pub(super) fn new(f: &'a mut Formatter<'b>, is_coloured: bool) -> Self {
        Self { f, is_coloured }
    }

    /// Whether the fields of fields are shown: `{:#}`.
    fn is_deep(&self) -> bool {
        self.f.alternate()
    }

    /// The most characters of a line: the `80` of `{:.80}`.
    fn width(&self) -> usize {
        self.f.precision().unwrap_or(usize::MAX)
    }

    /// Writes text in the style of a role.
    pub(super) fn paint(&mut self, role: Role, text: Arguments<'_>) -> fmt::Result {
        self.start(role)?;
        self.f.write_fmt(text)?;
        self.stop()
    }

    /// Begins the style of a role.
    fn start(&mut self, role: Role) -> fmt::Result {
        if self.is_coloured { self.f.write_str(role.sequence()) } else { Ok(()) }
    }

    /// Ends it.
    fn stop(&mut self) -> fmt::Result {
        if self.is_coloured { self.f.write_str(Role::END) } else { Ok(()) }
    }

    /// Writes texts that begin at a column, cut short by `…` where the line is too long.
    fn cut(&mut self, column: usize, texts: &[Visible<'_>]) -> fmt::Result {
        let width = self.width();
        if width == usize::MAX {
            return texts.iter().try_for_each(|text| text.fmt(self.f));
        }
        let mut cut = Cut { f: self.f, left: width.saturating_sub(column), held: None };
        texts.iter().try_for_each(|text| write!(cut, "{text}"))?;
        cut.finish()
    }

    /// Writes a number to the right of a column.
    pub(super) fn number(&mut self, number: usize, width: usize) -> fmt::Result {
        self.right(Digits::of(number).as_str(), width)
    }

    /// Writes a short text to the right of a column.
    fn right(&mut self, text: &str, width: usize) -> fmt::Result {
        self.blanks(width.saturating_sub(text.len()))?;
        self.f.write_str(text)
    }

    /// Writes blanks.
    pub(super) fn blanks(&mut self, count: usize) -> fmt::Result {
        const BLANKS: &str = "                                                                ";
        let mut left = count;
        while left > BLANKS.len() {
            self.f.write_str(BLANKS)?;
            left -= BLANKS.len();
        }
        self.f.write_str(&BLANKS[..left])
    }

    /// Writes words, going on in a new line, indented, where one would be too long.
    fn wrap(&mut self, column: usize, indent: usize, text: &str) -> fmt::Result {
        let width = self.width();
        if width == usize::MAX {
            return Visible(text).fmt(self.f);
        }
        let mut column = column;
        for (index, word) in text.split(' ').enumerate() {
            let len = Visible(word).width();
            if index > 0 && column + 1 + len > width {
                write!(self.f, "\n{:indent$}", "")?;
                column = indent;
            } else if index > 0 {
                self.f.write_str(" ")?;
                column += 1;
            }
            Visible(word).fmt(self.f)?;
            column += len;
        }
        Ok(())
    }
}

impl Write for Out<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.f.write_str(text)
    }

    fn write_char(&mut self, c: char) -> fmt::Result {
        self.f.write_char(c)
    }
}

/// Writes so many characters; the last is `…` if there are more.
struct Cut<'a, 'b> {
    f: &'a mut Formatter<'b>,
    left: usize,
    /// The last character, as long as it is not known whether more follow.
    held: Option<char>,
}

impl Cut<'_, '_> {
    fn finish(self) -> fmt::Result {
        match self.held {
            Some(last) => self.f.write_char(last),
            None => Ok(()),
        }
    }
}

impl Write for Cut<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match self.left {
                0 => {
                    self.held = self.held.map(|_| '…');
                    return Ok(());
                }
                1 => self.held = Some(c),
                _ => self.f.write_char(c)?,
            }
            self.left -= 1;
        }
        Ok(())
    }
}

/// What a piece of a report is.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// The name of the type, and those of the columns.
    Title,
    /// The field that comes after so many others.
    Field(usize),
    /// No field.
    Padding,
    /// A tag, or what may be one.
    Tag,
    /// The end of a cache line.
    Rule,
    /// The head of a note.
    Note,
    /// The head of a warning.
    Warning,
}

impl Role {
    /// The escape sequence that begins its style, in the colours of the terminal's own palette, which
    /// suit a light one as well as a dark one.
    ///
    /// Source: ECMA-48, 8.3.117, select graphic rendition.
    fn sequence(self) -> &'static str {
        /// Blue, green, magenta, cyan, yellow.
        const FIELDS: [&str; 5] = ["\x1b[34m", "\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[33m"];
        match self {
            Self::Title => "\x1b[1m",
            Self::Field(index) => FIELDS[index % FIELDS.len()],
            Self::Padding | Self::Rule => "\x1b[2m",
            Self::Tag => "\x1b[31m",
            Self::Note => "\x1b[1;36m",
            Self::Warning => "\x1b[1;33m",
        }
    }

    /// The escape sequence that ends every style.
    const END: &str = "\x1b[0m";
}

/// A report in colours: what [`LayoutReport::styled`] returns.
#[derive(Clone, Copy, Debug)]
pub struct Styled<'a> {
    report: &'a LayoutReport,
    is_coloured: bool,
}

impl LayoutReport {
    /// The report in colours, as the escape sequences of ANSI terminals; without them if the environment
    /// variable [`NO_COLOR`](https://no-color.org) is set and not empty (feature `std`: without it there
    /// is no environment to ask).
    ///
    /// Whether the text goes to a terminal at all is for the program to know: `anstream::println!`
    /// takes the colours out where they are not shown.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// println!("{}", <(u8, u32)>::layout_report().styled());
    /// ```
    #[must_use]
    pub fn styled(&self) -> Styled<'_> {
        Styled { report: self, is_coloured: !is_refused() }
    }
}

#[cfg(feature = "std")]
fn is_refused() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

#[cfg(not(feature = "std"))]
const fn is_refused() -> bool {
    false
}

impl Styled<'_> {
    /// The same with colours or without, whatever the environment asks for.
    #[must_use]
    pub const fn coloured(self, is_coloured: bool) -> Self {
        Self { is_coloured, ..self }
    }
}

impl Display for Styled<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_record(&self.report.record(), &mut Out::new(f, self.is_coloured))
    }
}
