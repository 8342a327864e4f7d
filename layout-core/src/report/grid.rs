//! The bytes of a type as a grid, one cell a byte.

use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::words::Words;
use crate::record::{LayoutRecord, Part, Row, RowKind};
use crate::report::draw::{Anchor, Color, Svg};
use crate::sorted::sorted;

/// The width of what stands left of the cells: the offsets of their rows.
const GUTTER: u32 = 48;
/// The width of the cells of a row.
const CELLS: u32 = 384;
/// The width of a picture.
pub(super) const WIDTH: u32 = GUTTER + CELLS + 8;
const ROW: u32 = 34;
const HEADER: u32 = 18;
const BAND: u32 = 20;

/// A stretch of rows that is longer is shown by its first and its last row.
const MOST_ROWS_OF_A_FIELD: usize = 4;
/// The rows of a picture at most.
const MOST_ROWS: usize = 640;

/// A grid, with the place of each of its rows.
pub(super) struct Grid<'a> {
    part: &'a Part<'a>,
    bytes: usize,
    /// The size of a cache line if the type is larger.
    line: Option<usize>,
    bands: Vec<Band>,
    /// The numbers of the rows that are shown, in order, each with its place.
    rows: Vec<(usize, u32)>,
    height: u32,
}

/// What is written across the grid.
struct Band {
    y: u32,
    what: Across,
}

enum Across {
    /// A cache line begins.
    Line(usize),
    /// So many bytes are left out; what follows them is on that cache line, if another began among them.
    LeftOut(usize, Option<usize>),
}

impl<'a> Grid<'a> {
    /// The grid of a part of that record.
    #[inline]
    pub(super) fn new(record: &LayoutRecord, part: &'a Part<'a>) -> Self {
        let size = record.layout.size;
        let line = record.target.cache_line;
        let bytes = if size > 128 { 16 } else { 8 };
        let mut grid = Self {
            part,
            bytes,
            line: (size > line && line > 0 && line % bytes == 0).then_some(line),
            bands: Vec::new(),
            rows: Vec::new(),
            height: 0,
        };
        grid.place_rows(size);
        grid
    }

    /// The height of the grid, in pixels; 0 if there is nothing to draw.
    #[inline]
    pub(super) fn height(&self) -> u32 {
        self.height
    }

    /// Draws the grid below `top`. With `names`, each stretch is a group of the name it is given.
    #[inline]
    pub(super) fn draw(&self, svg: &mut Svg, top: u32, names: Option<&dyn Fn(usize) -> String>) {
        if self.height == 0 {
            return;
        }
        self.draw_scales(svg, top);
        let colors = colors(self.part);
        for (index, row) in slots(self.part) {
            let name = names.map(|names| names(index));
            svg.open(name.as_deref(), &Words(self.part, row));
            for segment in self.segments(row) {
                self.draw_segment(svg, top, (row, colors[index]), &segment);
            }
            svg.close();
        }
    }

    #[inline]
    fn place_rows(&mut self, size: usize) {
        let mut shown = Vec::new();
        for (_, row) in slots(self.part) {
            let (first, last) = self.rows_of(row);
            shown.extend([first, last]);
            if last - first < MOST_ROWS_OF_A_FIELD {
                shown.extend(first..last);
            }
        }
        if shown.is_empty() {
            return;
        }
        let order = sorted(shown.len(), &|one, other| shown[one] < shown[other]);
        let mut shown: Vec<usize> = order.into_iter().map(|index| shown[index]).collect();
        shown.dedup();
        let mut y = HEADER;
        let mut next = 0;
        for (count, row) in shown.into_iter().enumerate() {
            if count == MOST_ROWS {
                let rest = size.saturating_sub(row.saturating_mul(self.bytes));
                self.band(&mut y, Across::LeftOut(rest, None));
                break;
            }
            let start = row.saturating_mul(self.bytes);
            if row > next {
                let left_out = (row - next).saturating_mul(self.bytes);
                // A line that begins at the row has a rule of its own.
                let line =
                    self.line.filter(|line| start % line >= self.bytes && start % line <= left_out);
                self.band(&mut y, Across::LeftOut(left_out, line.map(|line| start / line)));
            }
            if let Some(line) = self.line.filter(|line| start % line == 0) {
                self.band(&mut y, Across::Line(start / line));
            }
            self.rows.push((row, y));
            y += ROW;
            next = row.saturating_add(1);
        }
        self.height = y;
    }

    #[inline]
    fn band(&mut self, y: &mut u32, what: Across) {
        self.bands.push(Band { y: *y, what });
        *y += BAND;
    }

    /// The first and the last row of a stretch.
    #[inline]
    fn rows_of(&self, row: &Row<'_>) -> (usize, usize) {
        let first = row.offset.unwrap_or(0);
        let last = first.saturating_add(row.size.saturating_sub(1));
        (first / self.bytes, last / self.bytes)
    }

    /// The stretch row by row, as far as its rows are shown.
    #[inline]
    fn segments(&self, row: &Row<'_>) -> Vec<Segment> {
        let start = row.offset.unwrap_or(0);
        let (first, last) = self.rows_of(row);
        let of_row = |&(number, y): &(usize, u32)| {
            let base = number.saturating_mul(self.bytes);
            let from = start.max(base) - base;
            let to = match row.kind {
                RowKind::Tail => self.bytes,
                _ => start.saturating_add(row.size).saturating_sub(base).min(self.bytes),
            };
            Segment { y, from, to, is_first: number == first }
        };
        let shown = &self.rows[self.rows.partition_point(|(number, _)| *number < first)..];
        shown.iter().take_while(|(number, _)| *number <= last).map(of_row).collect()
    }

    /// The left edge of a column.
    #[inline]
    fn x(&self, column: usize) -> u32 {
        let column = u32::try_from(column).unwrap_or(0);
        let bytes = u32::try_from(self.bytes).unwrap_or(1);
        GUTTER + column * CELLS / bytes
    }

    #[inline]
    fn draw_scales(&self, svg: &mut Svg, top: u32) {
        for column in 0..self.bytes {
            let middle = u32::midpoint(self.x(column), self.x(column + 1));
            svg.put_text((middle, top + HEADER - 6), Anchor::Middle, "muted small", &column);
        }
        for (number, y) in &self.rows {
            let offset = number.saturating_mul(self.bytes);
            svg.put_text((GUTTER - 8, top + y + 22), Anchor::End, "muted small", &offset);
        }
        for Band { y, what } in &self.bands {
            let (y, end) = (top + y, GUTTER + CELLS);
            match what {
                Across::Line(number) => {
                    svg.line(&[(0, y + 4), (end, y + 4)], Color::Ink, 1);
                    let words = std_alloc::format!("cache line {number}");
                    svg.text((end, y + 16), Anchor::End, "muted small", &words);
                }
                Across::LeftOut(bytes, line) => {
                    let line = line.map(|line| std_alloc::format!(", to cache line {line}"));
                    let words =
                        std_alloc::format!("… {bytes} bytes more{} …", line.unwrap_or_default());
                    svg.text((GUTTER + CELLS / 2, y + 14), Anchor::Middle, "muted small", &words);
                }
            }
        }
    }

    #[inline]
    fn draw_segment(
        &self,
        svg: &mut Svg,
        top: u32,
        (row, color): (&Row<'_>, Color),
        segment: &Segment,
    ) {
        let (x, y) = (self.x(segment.from), top + segment.y);
        let width = self.x(segment.to) - x;
        let area = [x, y, width, ROW - 2];
        svg.cell(area, color.fill());
        if row.kind == RowKind::Padding {
            svg.hatch(area);
        }
        if let (true, Some(label)) = (segment.is_first, label(row, width)) {
            svg.put_text((x + width / 2, y + 21), Anchor::Middle, "label", &label);
        }
    }
}

/// The part of a stretch that lies in one row: from a column to before another.
struct Segment {
    y: u32,
    from: usize,
    to: usize,
    is_first: bool,
}

/// The rows of a part that have bytes of their own, with their index in the part. A tail covers the padding
/// behind its start.
#[inline]
fn slots<'p>(part: &'p Part<'p>) -> impl Iterator<Item = (usize, &'p Row<'p>)> {
    let is_tail = |row: &&Row<'_>| row.kind == RowKind::Tail;
    let tail = part.rows.iter().find(is_tail).and_then(|row| row.offset).unwrap_or(usize::MAX);
    let is_slot = move |row: &Row<'_>| match (row.kind, row.offset) {
        (RowKind::Tail, Some(_)) => row.is_leaf,
        (RowKind::Padding, Some(offset)) => row.is_leaf && offset < tail,
        (_, Some(_)) => row.is_leaf && row.size > 0,
        (_, None) => false,
    };
    part.rows.iter().enumerate().filter(move |(_, row)| is_slot(row))
}

/// The color of each row. The colors follow each other in the order of memory, so that fields which touch differ.
#[inline]
pub(super) fn colors(part: &Part<'_>) -> Vec<Color> {
    // The fields of a union, each in a part of its own, differ as well.
    let mut number = part.rows.iter().find_map(|row| row.outermost).unwrap_or(0);
    let mut current = None;
    let mut color = |row: &Row<'_>| match row.kind {
        RowKind::Field | RowKind::Tail => {
            if row.size > 0 && current != row.outermost {
                number += usize::from(current.is_some());
                current = row.outermost;
            }
            Color::Series(number)
        }
        RowKind::Tag | RowKind::Niche => Color::Rule,
        RowKind::Padding | RowKind::Unknown(_) | RowKind::Variant => Color::Waste,
    };
    part.rows.iter().map(&mut color).collect()
}

/// The name of a row as far as it fits into so many pixels.
#[inline]
fn label(row: &Row<'_>, width: u32) -> Option<String> {
    let room = usize::try_from(width.saturating_sub(4) / Svg::CHARACTER).ok()?;
    let name = match row.kind {
        RowKind::Padding => return None,
        _ => row.name(),
    };
    if name.chars().count() <= room {
        return Some(name.into());
    }
    let cut: String = name.chars().take(room.checked_sub(1)?).collect();
    (room > 2).then(|| cut + "…")
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use std_alloc::vec::Vec;

    use super::colors;
    use crate::Layout;
    use crate::record::{Part, RowKind, TypeRecord};
    use crate::report::draw::Color;

    /// The fields whose size is not zero, with their colors, in the order of memory.
    fn colored<'p>(part: &'p Part<'_>) -> Vec<(&'p str, Color)> {
        let rows = part.rows.iter().zip(colors(part));
        let fields = rows.filter(|(row, _)| row.kind == RowKind::Field && row.size > 0);
        fields.map(|(row, color)| (row.name(), color)).collect()
    }

    /// The compiler puts `n` between `a` and `b`, which are as far apart as there are colors.
    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Sorted {
        a: u32,
        b1: u8,
        b2: u8,
        b3: u8,
        b4: u8,
        b5: u8,
        b6: u8,
        b7: u8,
        b8: u8,
        b9: u8,
        b10: u8,
        b11: u8,
        n: u32,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Empties {
        first: u8,
        e: [(); 3],
        f: [u64; 0],
        second: u8,
    }

    #[test]
    fn fields_that_touch_differ() {
        for record in [TypeRecord::from(&Sorted::LAYOUT), TypeRecord::from(&Empties::LAYOUT)] {
            let parts = record.parts(false);
            let colored = colored(&parts[0]);
            assert!(colored.len() > 1);
            for pair in colored.windows(2) {
                assert_ne!(pair[0].1.fill(), pair[1].1.fill(), "{pair:?}");
            }
            // As many as there are colors do not share one.
            for few in colored.chunks(Color::SERIES) {
                let mut fills: Vec<_> = few.iter().map(|it| it.1.fill()).collect();
                fills.sort_unstable();
                fills.dedup();
                assert_eq!(fills.len(), few.len(), "{few:?}");
            }
        }
    }
}
