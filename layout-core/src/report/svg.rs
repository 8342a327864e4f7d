use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::LayoutReport;
use super::grid::{Grid, WIDTH, colors};
use super::words::{Heading, Summary, Words};
use crate::put::{Put as _, joined};
use crate::record::{LayoutRecord, Part, Row, RowKind};
use crate::report::draw::{Anchor, Color, Svg};

const TITLE: u32 = 36;
const LINE: u32 = 15;
const PART: u32 = 30;
const LEGEND_ROW: u32 = 20;
/// The characters of small size in a line.
const WIDEST: usize = 64;
/// Lines of a legend at most.
const MOST_LINES: usize = 32;

impl LayoutReport {
    /// Returns the layout as a picture: an SVG document, 440 pixels wide, that needs no other file.
    ///
    /// Each cell is a byte, and each color a field. Padding is hatched, and a rule marks the start of each
    /// cache line. An enum has a grid for each variant, and a union one for each field. Where a field has
    /// fields of its own, the picture shows those. Long fields are shortened, so the picture grows with the
    /// number of fields rather than with their size. Colors follow the viewer's preference for light or dark.
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
    /// let svg = Packet::layout_report().to_svg();
    /// assert!(svg.starts_with("<svg "));
    /// ```
    #[must_use]
    #[inline]
    pub fn to_svg(&self) -> String {
        self.record().to_svg()
    }
}

impl LayoutRecord {
    /// Returns the layout as a picture: see [`LayoutReport::to_svg`].
    #[must_use]
    #[inline]
    pub fn to_svg(&self) -> String {
        let parts = self.layout.parts(true);
        let pieces: Vec<Piece> = parts.iter().map(|part| Piece::new(self, part)).collect();
        let about = wrap(&joined(
            &[Heading(&self.layout).to_text(), Summary(self, &parts).to_text()],
            "; ",
        ));
        let title_height = TITLE + LINE * u32::try_from(about.len()).unwrap_or(0);
        let height = title_height + pieces.iter().map(Piece::height).sum::<u32>();
        let title = std_alloc::format!("Layout of {}", self.layout.short_name());
        let mut svg = Svg::new(WIDTH, height, &title);
        svg.text((8, 22), Anchor::Start, "title", &Cut(self.layout.short_name(), 48));
        for (text, y) in about.into_iter().zip((39..).step_by(15)) {
            svg.text((8, y), Anchor::Start, "muted small", &Cut(text, WIDEST));
        }
        let mut top = title_height;
        for piece in &pieces {
            piece.draw(&mut svg, top);
            top += piece.height();
        }
        svg.into_document()
    }
}

/// A part of the picture, with its legend.
struct Piece<'a> {
    part: &'a Part<'a>,
    grid: Grid<'a>,
}

impl<'a> Piece<'a> {
    #[inline]
    fn new(record: &LayoutRecord, part: &'a Part<'a>) -> Self {
        Self { part, grid: Grid::new(record, part) }
    }

    /// The rows that the legend names, with their colors: the outermost fields, and all whose place is not known.
    #[inline]
    fn named(&self) -> impl Iterator<Item = (&'a Row<'a>, Color)> {
        let is_named = |(row, _): &(&Row<'_>, Color)| {
            row.depth == 0 && matches!(row.kind, RowKind::Field | RowKind::Tail | RowKind::Tag)
        };
        self.part.rows.iter().zip(colors(self.part)).filter(is_named)
    }

    #[inline]
    fn legend_lines(&self) -> u32 {
        let named = self.named().count();
        let lines = if named > MOST_LINES { MOST_LINES + 1 } else { named };
        u32::try_from(lines).unwrap_or(0)
    }

    #[inline]
    fn height(&self) -> u32 {
        let heading = if self.part.heading.is_some() { PART } else { 0 };
        heading + self.grid.height() + 14 + self.legend_lines() * LEGEND_ROW + 10
    }

    #[inline]
    fn draw(&self, svg: &mut Svg, mut top: u32) {
        if let Some(heading) = &self.part.heading {
            svg.text((8, top + 18), Anchor::Start, "title", &Cut(heading.clone(), 48));
            top += PART;
        }
        self.grid.draw(svg, top, None);
        top += self.grid.height() + 14;
        for (row, color) in self.named().take(MOST_LINES) {
            svg.cell([8, top, 14, 14], color.fill());
            svg.text(
                (30, top + 11),
                Anchor::Start,
                "small",
                &Cut(Words(self.part, row).to_text(), 60),
            );
            top += LEGEND_ROW;
        }
        let more = self.named().count().saturating_sub(MOST_LINES);
        if more > 0 {
            svg.text(
                (30, top + 11),
                Anchor::Start,
                "muted small",
                &std_alloc::format!("and {more} more"),
            );
        }
    }
}

/// A text in lines, broken at its semicolons where it is too long for one.
#[inline]
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for clause in text.split("; ") {
        match lines.last_mut() {
            Some(line) if line.chars().count() + clause.chars().count() + 3 <= WIDEST => {
                line.push_str("; ");
                line.push_str(clause);
            }
            _ => lines.push(clause.into()),
        }
    }
    lines
}

/// A text of so many characters at most.
struct Cut(String, usize);

impl core::fmt::Display for Cut {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self(text, most) = self;
        match text.char_indices().nth(*most) {
            None => f.write_str(text),
            Some(_) => {
                let cut: String = text.chars().take(most - 1).collect();
                write!(f, "{cut}…")
            }
        }
    }
}
