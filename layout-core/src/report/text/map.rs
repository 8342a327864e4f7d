//! The map of a type's bytes: one cell for each.

use core::fmt::{self, Write};

use super::{Out, Role, letter};
use crate::layout::{CACHE_LINE, Kind, Slot, Tagging, TypeLayout, VariantLayout, Walk};

/// What a byte belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Cell {
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

/// Writes the maps of a type: one, or one for each variant, or for each field of a union.
pub(super) fn write_maps(out: &mut Out<'_, '_>, layout: &TypeLayout) -> fmt::Result {
    match (layout.kind, layout.tagging()) {
        (Kind::Enum, Some(tagging)) => {
            let mut variants = layout.variants();
            if layout.variants().all(|variant| variant.fields().is_empty()) {
                // The maps of all of them are the same.
                return match variants.next() {
                    Some(variant) => write_variant(out, layout, tagging, &variant, ""),
                    None => Ok(()),
                };
            }
            variants
                .try_for_each(|variant| write_variant(out, layout, tagging, &variant, variant.name))
        }
        (Kind::Union, _) => write_union(out, layout),
        _ => {
            let mut map = Map::new(out, "");
            map.walk(layout.walk(), Cell::Padding)?;
            map.finish()
        }
    }
}

fn write_variant(
    out: &mut Out<'_, '_>,
    layout: &TypeLayout,
    tagging: Tagging,
    variant: &VariantLayout,
    label: &str,
) -> fmt::Result {
    let mut map = Map::new(out, label);
    if let Tagging::Tag { offset: 0, size } = tagging {
        map.run(Cell::Tag, size)?;
    }
    let between = match tagging {
        Tagging::Tag { .. } | Tagging::Single if variant.is_placed() => Cell::Padding,
        _ => Cell::Unknown,
    };
    map.walk(layout.walk_variant(variant), between)?;
    map.finish()
}

pub(in crate::report) fn write_union(out: &mut Out<'_, '_>, layout: &TypeLayout) -> fmt::Result {
    for (index, field) in layout.fields().filter(|field| field.size > 0).enumerate() {
        let mut map = Map::new(out, field.name);
        map.run(Cell::Field(index), field.size)?;
        map.run(Cell::Padding, layout.size.saturating_sub(field.size))?;
        map.finish()?;
    }
    Ok(())
}

/// A map that is being written, row by row: the offset of the first byte, the cells with a bar at the
/// end of each cache line, and behind the first row a label.
pub(in crate::report) struct Map<'o, 'a, 'b> {
    out: &'o mut Out<'a, 'b>,
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
    pub(in crate::report) fn new(out: &'o mut Out<'a, 'b>, label: &'o str) -> Self {
        let mut row = CELLS;
        while row > GROUP && GUTTER + row + row / GROUP > out.width() {
            row /= 2;
        }
        Self { out, label, at: 0, row }
    }

    /// The cells of a walk, which begins where the map stands.
    pub(in crate::report) fn walk(&mut self, walk: Walk, between: Cell) -> fmt::Result {
        let mut fields = 0;
        for slot in walk {
            match slot {
                Slot::Padding(hole) => self.run(between, hole.size)?,
                Slot::Field(field) if field.size > 0 => {
                    self.run(Cell::Field(fields), field.size)?;
                    fields += 1;
                }
                Slot::Field(_) => {}
            }
        }
        Ok(())
    }

    /// Cells of one kind.
    pub(in crate::report) fn run(&mut self, cell: Cell, len: usize) -> fmt::Result {
        // A layout that is not true may lead beyond the last address.
        let mut left = len.min(usize::MAX - self.at);
        while left > 0 {
            let column = self.at % self.row;
            if column == 0 {
                write!(self.out, "{:>8}  ", self.at)?;
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
    pub(in crate::report) fn finish(mut self) -> fmt::Result {
        if self.at % self.row == 0 { Ok(()) } else { self.end_row() }
    }

    fn cells(&mut self, cell: Cell, len: usize) -> fmt::Result {
        let (char, role) = (cell.char(), cell.role());
        self.out.start(role)?;
        for _ in 0..len {
            let column = self.at % self.row;
            if column > 0 && self.at % CACHE_LINE == 0 {
                self.out.write_char('|')?;
            } else if column > 0 && column % GROUP == 0 {
                self.out.write_char(' ')?;
            }
            self.out.write_char(char)?;
            self.at += 1;
        }
        self.out.stop()
    }

    fn end_row(&mut self) -> fmt::Result {
        if self.at % CACHE_LINE == 0 {
            self.out.paint(Role::Rule, format_args!("|"))?;
        }
        let label = core::mem::take(&mut self.label);
        if label.is_empty() { writeln!(self.out) } else { writeln!(self.out, "  {label}") }
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
