//! The table of a type's fields and padding, in the order in which they lie in memory.

use core::fmt::{self, Write};

use super::{Out, Role, letter};
use crate::layout::{
    CACHE_LINE, FieldLayout, Fields, Hole, Kind, Slot, Tagging, TypeLayout, VariantLayout, Walk,
};
use crate::record::Visible;

/// Writes the table, and tells whether a field has no known place.
pub(super) fn write_table(out: &mut Out<'_, '_>, layout: &TypeLayout) -> Result<bool, fmt::Error> {
    let mut rows = Rows {
        out,
        columns: Columns::of(layout),
        rules: layout.size > CACHE_LINE,
        size: layout.size,
        line: 0,
        fields: 0,
        missing: false,
    };
    rows.heading()?;
    rows.of_type(layout, Place::default())?;
    Ok(rows.missing)
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
    fn of(layout: &TypeLayout) -> Self {
        let digits = |value: usize| value.checked_ilog10().map_or(1, |log| log as usize + 1);
        let bytes = digits(layout.size);
        Self {
            offset: 8.max(2 + bytes),
            size: 5.max(1 + bytes),
            align: 6.max(2 + digits(layout.align)),
            line: 5.max(2 + 2 * digits(layout.size / CACHE_LINE)),
        }
    }

    /// Where the names of fields begin.
    fn field(self) -> usize {
        self.offset + 1 + self.size + 1 + self.align + 1 + self.line + "  map  ".len()
    }
}

/// Where the type lies whose rows are written.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Its offset in the outermost type.
    base: usize,
    /// How many types it lies within, the variants counted.
    depth: usize,
    /// Whether it lies within a field, whose letter stands for all of it.
    is_inner: bool,
}

impl Place {
    fn indent(self) -> usize {
        2 * self.depth
    }
}

/// Writes the rows of the table.
struct Rows<'o, 'a, 'b> {
    out: &'o mut Out<'a, 'b>,
    columns: Columns,
    /// Whether the beginnings of cache lines are shown.
    rules: bool,
    /// The size of the outermost type.
    size: usize,
    /// The cache line on which the last row begins.
    line: usize,
    /// The fields that have a letter so far.
    fields: usize,
    /// Whether a row had no offset.
    missing: bool,
}

impl Rows<'_, '_, '_> {
    fn heading(&mut self) -> fmt::Result {
        let Columns { offset, size, align, line } = self.columns;
        self.out.paint(
            Role::Title,
            format_args!(
                "{:>offset$} {:>size$} {:>align$} {:>line$}  map  field",
                "offset", "size", "align", "line"
            ),
        )?;
        writeln!(self.out)
    }

    fn of_type(&mut self, layout: &TypeLayout, place: Place) -> fmt::Result {
        match (layout.kind, layout.tagging()) {
            (Kind::Enum, Some(tagging)) => self.of_enum(layout, tagging, place),
            (Kind::Union, _) => self.of_union(layout, place),
            _ => {
                self.of_walk(layout.walk(), place, '.', "(padding)")?;
                self.unplaced(layout.fields(), place)
            }
        }
    }

    fn of_enum(&mut self, layout: &TypeLayout, tagging: Tagging, place: Place) -> fmt::Result {
        if let Tagging::Tag { offset, size } = tagging {
            self.stretch(offset, size, place, '#', "(tag)")?;
        }
        for variant in layout.variants() {
            self.variant(&variant, place)?;
            let inside = Place { depth: place.depth + 1, ..place };
            let between = tagging.between_fields(&variant);
            let cell = if between == "(padding)" { '.' } else { '?' };
            self.of_walk(layout.walk_variant(&variant), inside, cell, between)?;
            self.unplaced(variant.fields(), inside)?;
        }
        Ok(())
    }

    /// The fields that a walk cannot place.
    fn unplaced(&mut self, fields: Fields, place: Place) -> fmt::Result {
        for field in fields.filter(|field| field.offset.is_none()) {
            self.field(&field, place)?;
        }
        Ok(())
    }

    /// The fields of a union, each with the bytes behind it that it does not use.
    fn of_union(&mut self, layout: &TypeLayout, place: Place) -> fmt::Result {
        for field in layout.fields() {
            self.line = place.base / CACHE_LINE;
            self.field(&field, place)?;
            match field.end() {
                Some(end) if end < layout.size => {
                    self.stretch(end, layout.size - end, place, '.', "(padding)")?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn of_walk(&mut self, walk: Walk, place: Place, cell: char, between: &str) -> fmt::Result {
        for slot in walk {
            match slot {
                Slot::Field(field) => self.field(&field, place)?,
                Slot::Padding(Hole { offset, size, .. }) => {
                    self.stretch(offset, size, place, cell, between)?;
                }
            }
        }
        Ok(())
    }

    fn variant(&mut self, variant: &VariantLayout, place: Place) -> fmt::Result {
        let VariantLayout { name, discriminant, .. } = variant;
        self.line = place.base / CACHE_LINE;
        if !place.is_inner {
            self.fields = 0;
        }
        let column = self.columns.field() + place.indent();
        write!(self.out, "{:column$}", "")?;
        self.out.cut(column, format_args!("{} = {discriminant}", Visible(name)))?;
        writeln!(self.out)
    }

    fn field(&mut self, field: &FieldLayout, place: Place) -> fmt::Result {
        let FieldLayout { size, align, .. } = field;
        let columns = self.columns;
        let (at, widths, line) = (columns.offset, columns.size, columns.line);
        if let Some(offset) = field.offset {
            let offset = place.base.saturating_add(offset);
            self.rule(offset)?;
            let covered = Lines { offset, size: *size };
            let aligns = columns.align;
            write!(self.out, "{offset:>at$} {size:>widths$} {align:>aligns$} {covered:>line$}")?;
        } else {
            self.missing = true;
            let aligns = columns.align;
            write!(self.out, "{:>at$} {size:>widths$} {align:>aligns$} {:>line$}", "?", "?")?;
        }
        let is_mapped = !place.is_inner && field.size > 0 && field.offset.is_some();
        if is_mapped {
            self.out.write_str("   ")?;
            self.out.paint(Role::Field(self.fields), format_args!("{}", letter(self.fields)))?;
            self.out.write_str("   ")?;
            self.fields += 1;
        } else {
            self.out.write_str("       ")?;
        }
        self.name(field, place)?;
        match (field.layout(), field.offset) {
            (Some(nested), Some(offset)) if self.out.is_deep() => {
                let base = place.base.saturating_add(offset);
                self.of_type(nested, Place { base, depth: place.depth + 1, is_inner: true })
            }
            _ => Ok(()),
        }
    }

    fn name(&mut self, field: &FieldLayout, place: Place) -> fmt::Result {
        let FieldLayout { name, ty, .. } = field;
        write!(self.out, "{:indent$}", "", indent = place.indent())?;
        let column = self.columns.field() + place.indent();
        self.out.cut(column, format_args!("{}: {}", Visible(name), Visible(ty)))?;
        writeln!(self.out)
    }

    /// A stretch that is no field.
    fn stretch(
        &mut self,
        offset: usize,
        size: usize,
        place: Place,
        cell: char,
        what: &str,
    ) -> fmt::Result {
        let offset = place.base.saturating_add(offset);
        self.rule(offset)?;
        let columns = self.columns;
        let (at, sizes) = (columns.offset, columns.size);
        write!(self.out, "{offset:>at$} {size:>sizes$}")?;
        write!(self.out, "{:gap$}", "", gap = columns.align + columns.line + 2)?;
        let cell = if place.is_inner { ' ' } else { cell };
        let role = if cell == '.' { Role::Padding } else { Role::Tag };
        self.out.start(role)?;
        write!(self.out, "   {cell}   {:indent$}{what}", "", indent = place.indent())?;
        self.out.stop()?;
        writeln!(self.out)
    }

    /// A rule, if what begins at the offset is the first to begin on its cache line.
    fn rule(&mut self, offset: usize) -> fmt::Result {
        let line = offset / CACHE_LINE;
        if !self.rules || line <= self.line || offset >= self.size {
            return Ok(());
        }
        self.line = line;
        let dashes = self.columns.field() - 4;
        self.out.start(Role::Rule)?;
        write!(self.out, "  {:-<dashes$}  line {line}, from {}", "", line * CACHE_LINE)?;
        self.out.stop()?;
        writeln!(self.out)
    }
}

/// The cache lines that a field covers in a value which begins at the start of one: `0`, or `0-1`.
struct Lines {
    offset: usize,
    size: usize,
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.offset / CACHE_LINE;
        let last = self.offset.saturating_add(self.size.saturating_sub(1)) / CACHE_LINE;
        if first == last {
            return first.fmt(f);
        }
        f.pad(&std_alloc::format!("{first}-{last}"))
    }
}
