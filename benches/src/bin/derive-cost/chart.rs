//! The costs as a chart: a bar for each derive.

use layout_benches::chart::Scale;
use layout_core::report::draw::{Anchor, Color, Svg};

const WIDTH: u32 = 800;
const MARGIN: u32 = 16;
const BARS_AT: u32 = 250;
const BARS_WIDTH: u32 = 360;
const BARS_FROM: u32 = 68;
const ROW: u32 = 28;

/// What one derive costs.
pub(crate) struct Bar {
    pub(crate) label: String,
    /// Milliseconds per type over no derive.
    pub(crate) cost: f64,
    /// That by what Zeroable costs, if it was measured.
    pub(crate) ratio: Option<f64>,
    pub(crate) is_ours: bool,
}

/// An SVG document, with a line that says what was measured.
pub(crate) fn draw(title: &str, bars: &[Bar]) -> String {
    let rows = u32::try_from(bars.len()).unwrap_or(0);
    let mut svg = Svg::new(WIDTH, BARS_FROM + ROW * rows + MARGIN, &"what a derive costs");
    svg.text((MARGIN, 28), Anchor::Start, "title", &"CPU ms that a derive adds for each type");
    svg.text((MARGIN, 50), Anchor::Start, "small", &title);
    let scale = Scale::new(bars.iter().map(|bar| bar.cost), BARS_WIDTH);
    let mut y = BARS_FROM;
    for bar in bars {
        let width = scale.length(bar.cost);
        let color = Color::Series(usize::from(!bar.is_ours));
        let ratio = bar.ratio.map(|ratio| format!(", {ratio:.2} of Zeroable")).unwrap_or_default();
        let figure = format!("{:.2} ms{ratio}", bar.cost);
        svg.text((BARS_AT - 10, y + 17), Anchor::End, "muted", &bar.label);
        svg.bar([BARS_AT, y + 4, width, ROW - 8], color, &format!("{}: {figure}", bar.label));
        svg.text((BARS_AT + width + 8, y + 17), Anchor::Start, "small", &figure);
        y += ROW;
    }
    svg.into_document()
}
