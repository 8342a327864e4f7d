use std_alloc::string::{String, ToString};

use super::LayoutReport;
use super::grid::{Grid, WIDTH, color};
use super::words::{Heading, Lines, Summary, Words};
use crate::put::{Digits, put};
use crate::record::{FindingRecord, LayoutRecord, Part, Row, RowKind};
use crate::report::draw::{Escaped, Svg, page_with};

pub(crate) const STYLE: &str = include_str!("page.css");
pub(crate) const SCRIPT: &str = include_str!("page.js");

impl LayoutReport {
    /// The layout as an HTML page that needs no other file and loads none.
    ///
    /// It shows the grid of [`to_svg`](Self::to_svg) with the fields of fields, and a table. Pointing at a
    /// byte, tapping it or going there with Tab and the arrow keys shows its field, offset and size.
    /// Without scripts the table still tells all. Colors follow the reader's preference for light or dark.
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
    /// let html = Packet::layout_report().to_html();
    /// assert!(html.contains("length: u16, offset 2, 2 bytes, align 2"));
    /// ```
    #[must_use]
    #[inline]
    pub fn to_html(&self) -> String {
        self.record().to_html()
    }
}

impl LayoutRecord {
    /// The layout as an HTML page; as [`LayoutReport::to_html`].
    #[must_use]
    #[inline]
    pub fn to_html(&self) -> String {
        let name = self.layout.short_name();
        let body = body(self, &name);
        page_with(&std_alloc::format!("Layout of {name}"), &body, STYLE, SCRIPT)
    }
}

#[inline]
fn body(record: &LayoutRecord, name: &str) -> String {
    let mut text = String::with_capacity(1 << 14);
    let body = &mut text;
    let layout = &record.layout;
    let parts = layout.parts(true);
    put!(body, "<h1>", Escaped(name), "</h1>\n<p>", Escaped(Heading(layout)));
    put!(body, "<br/>", Escaped(Summary(record, &parts)), "<br/><span class=\"muted\">");
    put!(body, Escaped(&layout.type_name), " for ", Escaped(record.target.to_string()));
    body.push_str("</span></p>\n");
    body.push_str(
        "<p id=\"detail\" role=\"status\">Point at a byte, or tap it; or go there with Tab and the arrow \
         keys.</p>\n",
    );
    for (index, part) in parts.iter().enumerate() {
        let prefix = std_alloc::format!("{index}");
        push_part(body, record, part, &OnPage { level: 2, prefix: &prefix, link: &|_| None });
    }
    push_findings(body, record, 2);
    text
}

/// How a part stands on a page.
pub(crate) struct OnPage<'a> {
    /// The level of its heading.
    pub(crate) level: u8,
    /// What the names of its slots begin with; on a page each part has its own.
    pub(crate) prefix: &'a str,
    /// The URL of the type of a field, where the page shows it.
    pub(crate) link: &'a dyn Fn(&Row<'_>) -> Option<String>,
}

#[inline]
pub(crate) fn push_part(
    body: &mut String,
    record: &LayoutRecord,
    part: &Part<'_>,
    on: &OnPage<'_>,
) {
    body.push_str("<section>\n");
    if let Some(heading) = &part.heading {
        let level = usize::from(on.level);
        put!(body, "<h", level, ">", Escaped(heading), "</h", level, ">\n");
    }
    let grid = Grid::new(record, part);
    let name = |row: usize| {
        let mut name = String::from(on.prefix);
        put!(&mut name, "-", row);
        name
    };
    if grid.height() > 0 {
        let title = part.heading.as_deref().unwrap_or("bytes");
        let mut svg = Svg::new(WIDTH, grid.height(), &title);
        grid.draw(&mut svg, 0, Some(&name));
        put!(body, "<figure>\n", svg.into_group(), "</figure>\n");
    }
    if !part.rows.is_empty() {
        body.push_str(
            "<div class=\"rows\"><table>\n<thead><tr><th class=\"n\">offset</th>\
             <th class=\"n\">size</th><th class=\"n\">align</th><th class=\"n\">line</th>\
             <th>field</th></tr></thead>\n<tbody>\n",
        );
        for (number, row) in part.rows.iter().enumerate() {
            push_row(body, record.target.cache_line, part, row, &name(number), (on.link)(row));
        }
        body.push_str("</tbody>\n</table></div>\n");
    }
    body.push_str("</section>\n");
}

#[inline]
fn push_row(
    body: &mut String,
    line_size: usize,
    part: &Part<'_>,
    row: &Row<'_>,
    slot: &str,
    link: Option<String>,
) {
    let Row { offset, size, align, depth, ty, .. } = row;
    put!(body, "<tr data-slot=\"", slot, "\" aria-label=\"", Escaped(Words(part, row)), "\">");
    if row.kind == RowKind::Variant {
        body.push_str("<td colspan=\"4\"></td>");
    } else {
        push_number(body, *offset, "?");
        push_number(body, Some(*size), "");
        push_number(body, *align, "");
        match Lines::of(row, line_size) {
            Some(lines) => put!(body, "<td class=\"n\">", lines, "</td>"),
            None => body.push_str("<td class=\"n\"></td>"),
        }
    }
    let swatch = match row.kind {
        _ if !row.is_leaf => "none",
        RowKind::Padding => "hatched",
        _ => color(row).fill(),
    };
    put!(body, "<td style=\"--depth:", depth, "\"><i class=\"swatch ", swatch, "\"></i>");
    match row.kind {
        RowKind::Field | RowKind::Tail if ty.is_empty() => put!(body, Escaped(row.name())),
        RowKind::Field | RowKind::Tail => {
            put!(body, "<b>", Escaped(row.name()), "</b>: ");
            match link {
                Some(url) => {
                    put!(
                        body,
                        "<a href=\"",
                        Escaped(url),
                        "\"><code>",
                        Escaped(&**ty),
                        "</code></a>"
                    );
                }
                None => put!(body, "<code>", Escaped(&**ty), "</code>"),
            }
        }
        _ => put!(body, "<span class=\"muted\">", Escaped(row.name()), "</span>"),
    }
    body.push_str("</td></tr>\n");
}

#[inline]
fn push_number(body: &mut String, number: Option<usize>, unknown: &str) {
    body.push_str("<td class=\"n\">");
    match number {
        Some(number) => body.push_str(Digits::of(number).as_str()),
        None => body.push_str(unknown),
    }
    body.push_str("</td>");
}

#[inline]
pub(crate) fn push_findings(body: &mut String, record: &LayoutRecord, level: u8) {
    if record.findings.is_empty() {
        return;
    }
    let level = usize::from(level);
    put!(body, "<section>\n<h", level, ">Findings</h", level, ">\n<ul class=\"findings\">\n");
    for finding in &record.findings {
        let FindingRecord { id, severity, message, remedy, .. } = finding;
        let severity = Escaped(severity);
        put!(body, "<li class=\"", severity, "\"><b>", severity, "</b> <code>", Escaped(id));
        put!(body, "</code><br/>", Escaped(message), ".<br/>", Escaped(remedy), ".</li>\n");
    }
    body.push_str("</ul>\n</section>\n");
}

/// The swatches of a page have the colors of its pictures.
#[cfg(test)]
mod tests {
    use super::STYLE;
    use crate::report::draw::Color;

    #[test]
    fn there_is_a_swatch_of_each_color() {
        for number in 0..Color::SERIES {
            let class = Color::Series(number).fill();
            assert!(
                STYLE.contains(&std::format!(".swatch.{class}{{background:var(--c{number})}}"))
            );
        }
    }
}
