//! The figures as a chart: a bar for each contestant, as long as its time within its comparison.

use layout_benches::chart::Scale;
use layout_core::report::draw::{Anchor, Color, Svg};

use crate::measure::{Comparison, Row};

const WIDTH: u32 = 920;
const MARGIN: u32 = 16;
const BARS_AT: u32 = 260;
const BARS_WIDTH: u32 = 440;
const ROW: u32 = 24;
const HEAD: u32 = 34;
const GAP: u32 = 14;

/// An SVG document.
pub(crate) fn draw(comparisons: &[Comparison]) -> String {
    let heights = comparisons.iter().map(|comparison| HEAD + ROW * count(&comparison.rows) + GAP);
    let mut svg = Svg::new(WIDTH, 50 + heights.sum::<u32>(), &"access patterns, measured");
    let title = "Nanoseconds an operation: shorter is faster; each block has a scale of its own";
    svg.text((MARGIN, 28), Anchor::Start, "title", &title);
    let mut y = 50;
    for (number, comparison) in comparisons.iter().enumerate() {
        svg.text((MARGIN, y + 16), Anchor::Start, "", &comparison.title);
        y += HEAD - 8;
        for row in &comparison.rows {
            draw_row(&mut svg, y, comparison, row, Color::Series(number));
            y += ROW;
        }
        y += GAP + 8;
    }
    svg.into_document()
}

fn draw_row(svg: &mut Svg, y: u32, comparison: &Comparison, row: &Row, color: Color) {
    let scale = Scale::new(comparison.rows.iter().map(|row| row.nanoseconds), BARS_WIDTH);
    let width = scale.length(row.nanoseconds);
    let (least, most) = row.range;
    let hint = format!("{}: {:.2} ns, {least:.2} to {most:.2}", row.name, row.nanoseconds);
    svg.text((BARS_AT - 10, y + 16), Anchor::End, "muted", &row.name);
    svg.bar([BARS_AT, y + 3, width, ROW - 6], color, &hint);
    let figure = format!("{:.2} ns  × {:.2}", row.nanoseconds, comparison.ratio(row));
    svg.text((BARS_AT + width + 8, y + 16), Anchor::Start, "small", &figure);
}

fn count(rows: &[Row]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(0)
}
