use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::LayoutReport;
use super::grid::{Grid, WIDTH, colors};
use super::words::{Heading, Lines, Summary, Words, spans};
use crate::put::{Digits, Put, put};
use crate::record::{FindingRecord, LayoutRecord, Part, Row, RowKind};
use crate::report::draw::{Color, Escaped, Svg, page_with};

pub(crate) const STYLE: &str = include_str!("page.css");
pub(crate) const SCRIPT: &str = include_str!("page.js");

impl LayoutReport {
    /// Returns the layout as an HTML page that needs no other file and loads none.
    ///
    /// The page shows a table and the grid of [`to_svg`](Self::to_svg), with the fields inside fields. To see
    /// the field, offset and size of a byte, point at it, tap it, or go there with Tab and the arrow keys.
    /// The table is complete without scripts. Colors follow the reader's preference for light or dark.
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
    /// Returns the layout as an HTML page: see [`LayoutReport::to_html`].
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
    put!(body, "<br/>", Marked(&Summary(record, &parts).to_text()));
    body.push_str("<br/><span class=\"muted\">");
    put!(body, Escaped(&layout.type_name), " for ", Escaped(record.target.to_string()));
    body.push_str("</span></p>\n");
    body.push_str(HINT);
    push_parts(body, record, &parts, &OnPage { level: 2, prefix: "", link: &|_, _| None });
    body.push_str(DETAIL);
    text
}

/// How to use the pictures.
pub(crate) const HINT: &str = "<p class=\"hint muted\">Point at a byte, or tap it; or go there with Tab and the \
                               arrow keys.</p>\n";
/// What tells of a byte, below the picture that it is in.
pub(crate) const DETAIL: &str = "<p id=\"detail\" role=\"status\" hidden=\"\"></p>\n";

/// A text whose backticks mark code.
pub(crate) struct Marked<'a>(pub(crate) &'a str);

impl Put for Marked<'_> {
    #[inline]
    fn put(&self, text: &mut String) {
        for (piece, is_code) in spans(self.0) {
            if is_code {
                put!(text, "<code>", Escaped(piece), "</code>");
            } else {
                put!(text, Escaped(piece));
            }
        }
    }
}

/// How the parts of a type stand on a page.
pub(crate) struct OnPage<'a> {
    /// The level of its heading.
    pub(crate) level: u8,
    /// What the names of its slots begin with; on a page each type has its own.
    pub(crate) prefix: &'a str,
    /// The URL of the type of a field of a part, where the page shows it.
    pub(crate) link: &'a dyn Fn(usize, &Row<'_>) -> Option<String>,
}

/// The parts of a type, each with the findings that are about it. A variant without fields takes a line.
#[inline]
pub(crate) fn push_parts(
    body: &mut String,
    record: &LayoutRecord,
    parts: &[Part<'_>],
    on: &OnPage<'_>,
) {
    let homes: Vec<Option<usize>> =
        record.findings.iter().map(|finding| home(record, parts, finding)).collect();
    let of_part = |part: Option<usize>| -> Vec<&FindingRecord> {
        let all = record.findings.iter().zip(&homes);
        all.filter(|(_, home)| **home == part).map(|it| it.0).collect()
    };
    for (index, part) in parts.iter().enumerate() {
        if is_unit(part) {
            push_unit(body, part);
        } else {
            push_part(body, record, (index, part), &of_part(Some(index)), on);
        }
    }
    push_findings(body, &of_part(None));
}

/// Whether a part is a variant that has no fields.
#[inline]
fn is_unit(part: &Part<'_>) -> bool {
    part.heading.is_some() && !part.rows.iter().any(Row::is_field)
}

/// The part that a finding is about: the variant that it names, or else the first that has a picture.
#[inline]
fn home(record: &LayoutRecord, parts: &[Part<'_>], finding: &FindingRecord) -> Option<usize> {
    let variant_of = |path: &String| {
        let (variant, _) = path.split_once('.')?;
        record.layout.variants.iter().position(|it| it.name == variant)
    };
    let named = finding.fields.iter().find_map(variant_of).filter(|it| !is_unit(&parts[*it]));
    named.or_else(|| parts.iter().position(|part| !is_unit(part)))
}

#[inline]
fn push_unit(body: &mut String, part: &Part<'_>) {
    put!(body, "<p class=\"unit\"><b>", Escaped(part.heading.as_deref().unwrap_or_default()));
    body.push_str("</b> <span class=\"muted\">no fields");
    for row in part.rows.iter().filter(|row| matches!(row.kind, RowKind::Tag | RowKind::Niche)) {
        put!(body, "; ", Escaped(Words(part, row)));
    }
    body.push_str("</span></p>\n");
}

#[inline]
fn push_part(
    body: &mut String,
    record: &LayoutRecord,
    (index, part): (usize, &Part<'_>),
    findings: &[&FindingRecord],
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
        put!(&mut name, index, "-", row);
        name
    };
    if grid.height() > 0 {
        let title = part.heading.as_deref().unwrap_or("bytes");
        let mut svg = Svg::new(WIDTH, grid.height(), &title);
        grid.draw(&mut svg, 0, Some(&name));
        put!(body, "<figure>\n", svg.into_group(), "</figure>\n");
    }
    body.push_str("<div class=\"beside\">\n");
    push_findings(body, findings);
    if !part.rows.is_empty() {
        body.push_str(
            "<div class=\"rows\"><table>\n<thead><tr><th class=\"n\">offset</th>\
             <th class=\"n\">size</th><th class=\"n\">align</th><th class=\"n\">line</th>\
             <th>field</th></tr></thead>\n<tbody>\n",
        );
        for (number, (row, color)) in part.rows.iter().zip(colors(part)).enumerate() {
            let link = (on.link)(index, row);
            push_row(body, record.target.cache_line, part, (row, color), &name(number), link);
        }
        body.push_str("</tbody>\n</table></div>\n");
    }
    body.push_str("</div>\n</section>\n");
}

#[inline]
fn push_row(
    body: &mut String,
    line_size: usize,
    part: &Part<'_>,
    (row, color): (&Row<'_>, Color),
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
        _ => color.fill(),
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
fn push_findings(body: &mut String, findings: &[&FindingRecord]) {
    if findings.is_empty() {
        return;
    }
    body.push_str("<ul class=\"findings\" aria-label=\"Findings\">\n");
    for finding in findings {
        let FindingRecord { id, severity, message, remedy, .. } = finding;
        let severity = Escaped(severity);
        put!(body, "<li class=\"", severity, "\"><b>", severity, "</b> <code>", Escaped(id));
        put!(body, "</code><br/>", Marked(message), ".<br/>", Marked(remedy), ".</li>\n");
    }
    body.push_str("</ul>\n");
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
