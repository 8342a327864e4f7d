use core::fmt::Write;
use std_alloc::string::String;

use super::LayoutReport;
use super::grid::{Grid, WIDTH, colour};
use super::words::{Digits, Heading, Lines, Summary, Words};
use crate::record::{LayoutRecord, Part, Row, RowKind};
use crate::report::draw::{Escaped, Svg, page_with};

pub(crate) const STYLE: &str = include_str!("page.css");
pub(crate) const SCRIPT: &str = include_str!("page.js");

impl LayoutReport {
    /// The layout as an HTML page that needs no other file and loads none.
    ///
    /// It shows the grid of [`to_svg`](Self::to_svg) with the fields of fields, and a table. Pointing at a
    /// byte, tapping it or going there with Tab and the arrow keys shows its field, offset and size.
    /// Without scripts the table still tells all. Colours follow the reader's preference for light or dark.
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
    pub fn to_html(&self) -> String {
        self.record().to_html()
    }
}

impl LayoutRecord {
    /// The layout as an HTML page; as [`LayoutReport::to_html`].
    #[must_use]
    pub fn to_html(&self) -> String {
        let name = self.layout.short_name();
        let body = body(self, &name);
        page_with(&std_alloc::format!("Layout of {name}"), &body, STYLE, SCRIPT)
    }
}

/// Writes to a text, which does not fail.
macro_rules! put {
    ($text:expr, $($arguments:tt)*) => {{
        let _ = write!($text, $($arguments)*);
    }};
}

fn body(record: &LayoutRecord, name: &str) -> String {
    let mut body = String::new();
    let layout = &record.layout;
    let parts = layout.parts(true);
    put!(body, "<h1>{}</h1>\n<p>{}", Escaped(name), Escaped(Heading(layout)));
    put!(body, "<br/>{}<br/>", Escaped(Summary(record, &parts)));
    put!(
        body,
        "<span class=\"muted\">{} for {}</span></p>\n",
        Escaped(&layout.type_name),
        Escaped(&record.target)
    );
    body.push_str(
        "<p id=\"detail\" role=\"status\">Point at a byte, or tap it; or go there with Tab and the arrow \
         keys.</p>\n",
    );
    for (index, part) in parts.iter().enumerate() {
        let prefix = std_alloc::format!("{index}");
        push_part(&mut body, record, part, &OnPage { level: 2, prefix: &prefix, link: &|_| None });
    }
    push_findings(&mut body, record, 2);
    body
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

pub(crate) fn push_part(
    body: &mut String,
    record: &LayoutRecord,
    part: &Part<'_>,
    on: &OnPage<'_>,
) {
    body.push_str("<section>\n");
    if let Some(heading) = &part.heading {
        put!(body, "<h{0}>{1}</h{0}>\n", on.level, Escaped(heading));
    }
    let grid = Grid::new(record, part);
    let name = |row: usize| std_alloc::format!("{}-{row}", on.prefix);
    if grid.height() > 0 {
        let title = part.heading.as_deref().unwrap_or("bytes");
        let mut svg = Svg::new(WIDTH, grid.height(), &title);
        grid.draw(&mut svg, 0, Some(&name));
        put!(body, "<figure>\n{}</figure>\n", svg.into_group());
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

fn push_row(
    body: &mut String,
    line_size: usize,
    part: &Part<'_>,
    row: &Row<'_>,
    slot: &str,
    link: Option<String>,
) {
    let Row { offset, size, align, depth, ty, .. } = row;
    put!(body, "<tr data-slot=\"{slot}\" aria-label=\"{}\">", Escaped(Words(part, row)));
    if row.kind == RowKind::Variant {
        body.push_str("<td colspan=\"4\"></td>");
    } else {
        push_number(body, *offset, "?");
        push_number(body, Some(*size), "");
        push_number(body, *align, "");
        match Lines::of(row, line_size) {
            Some(lines) => put!(body, "<td class=\"n\">{lines}</td>"),
            None => body.push_str("<td class=\"n\"></td>"),
        }
    }
    let swatch = match row.kind {
        _ if !row.is_leaf => "none",
        RowKind::Padding => "hatched",
        _ => colour(row).fill(),
    };
    put!(body, "<td style=\"--depth:{depth}\"><i class=\"swatch {swatch}\"></i>");
    match row.kind {
        RowKind::Field | RowKind::Tail if ty.is_empty() => put!(body, "{}", Escaped(row.name())),
        RowKind::Field | RowKind::Tail => {
            put!(body, "<b>{}</b>: ", Escaped(row.name()));
            match link {
                Some(url) => {
                    put!(body, "<a href=\"{}\"><code>{}</code></a>", Escaped(url), Escaped(ty));
                }
                None => put!(body, "<code>{}</code>", Escaped(ty)),
            }
        }
        _ => put!(body, "<span class=\"muted\">{}</span>", Escaped(row.name())),
    }
    body.push_str("</td></tr>\n");
}

fn push_number(body: &mut String, number: Option<usize>, unknown: &str) {
    body.push_str("<td class=\"n\">");
    match number {
        Some(number) => body.push_str(Digits::of(number).as_str()),
        None => body.push_str(unknown),
    }
    body.push_str("</td>");
}

pub(crate) fn push_findings(body: &mut String, record: &LayoutRecord, level: u8) {
    if record.findings.is_empty() {
        return;
    }
    put!(body, "<section>\n<h{level}>Findings</h{level}>\n<ul class=\"findings\">\n");
    for finding in &record.findings {
        put!(
            body,
            "<li class=\"{0}\"><b>{0}</b> <code>{1}</code><br/>{2}.<br/>{3}.</li>\n",
            Escaped(&finding.severity),
            Escaped(&finding.id),
            Escaped(&finding.message),
            Escaped(&finding.remedy),
        );
    }
    body.push_str("</ul>\n</section>\n");
}

/// The swatches of a page have the colours of its pictures.
#[cfg(test)]
mod tests {
    use super::STYLE;
    use crate::report::draw::Colour;

    #[test]
    fn there_is_a_swatch_of_each_colour() {
        for number in 0..Colour::SERIES {
            let class = Colour::Series(number).fill();
            assert!(
                STYLE.contains(&std::format!(".swatch.{class}{{background:var(--c{number})}}"))
            );
        }
    }
}
