//! The book as a page: `tour.html`.

use std::fmt::Write;

use layout_core::LayoutReport;
use layout_core::analysis::findings;
use layout_core::report::draw::{Escaped, page};

use super::book::{Block, Book, Table};

/// A page that needs no other file.
pub(crate) fn write(book: &Book) -> String {
    let mut body = String::from(
        "<h1>A tour of memory layout</h1>\n<p class=\"muted\">Written by <code>cargo run --example \
         tour</code>, from what the compiler and the system say of this very program.</p>\n",
    );
    contents(book, &mut body);
    for entry in &book.entries {
        // Writing to a `String` does not fail.
        let _ = match &entry.block {
            Block::Title(text) => {
                writeln!(body, "<h2 id=\"{}\">{}</h2>", entry.chapter, Escaped(text))
            }
            Block::Heading(text) => writeln!(body, "<h3>{}</h3>", Escaped(text)),
            Block::Paragraph(text) => writeln!(body, "<p>{}</p>", Escaped(text)),
            Block::Claim(text) => writeln!(body, "<p class=\"claim\">{}</p>", Escaped(text)),
            Block::Code(text) => writeln!(body, "<pre class=\"code\">{}</pre>", Escaped(text)),
            Block::Table(table) => writeln!(body, "{}", table_of(table)),
            Block::Lines(text) => writeln!(body, "<pre>{}</pre>", Escaped(text.trim_end())),
            Block::Layout(report) => {
                let (picture, rows) = (report.to_svg(), layout_of(report));
                writeln!(body, "<figure>{picture}</figure>\n{rows}")
            }
            Block::Picture(svg) => writeln!(body, "<figure>{svg}</figure>"),
        };
    }
    page(&"A tour of memory layout", &body)
}

/// The tables of a layout, as they are on its own page, and what is found in it. The picture has the summary.
fn layout_of(report: &LayoutReport) -> String {
    let page = report.to_html();
    let tables = page.split("<table>").skip(1).filter_map(|rest| rest.split_once("</table>"));
    let tables = tables.map(|(rows, _)| format!("<table>{rows}</table>\n"));
    let found = findings(report.layout());
    let found = found.iter().map(|finding| format!("<p>{}.</p>\n", Escaped(finding)));
    tables.chain(found).collect()
}

fn table_of(table: &Table) -> String {
    let mut html = String::from("<table>\n");
    if !table.head.is_empty() {
        let cells = table.head.iter().map(|cell| format!("<th>{}</th>", Escaped(cell)));
        html.extend(["<tr>", &cells.collect::<String>(), "</tr>\n"]);
    }
    for row in &table.rows {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let class = if table.is_of_numbers(column) { " class=\"n\"" } else { "" };
            format!("<td{class}>{}</td>", Escaped(cell))
        });
        html.extend(["<tr>", &cells.collect::<String>(), "</tr>\n"]);
    }
    html + "</table>"
}

fn contents(book: &Book, body: &mut String) {
    body.push_str("<nav><ol>\n");
    for entry in &book.entries {
        if let (Block::Title(text), true) = (&entry.block, entry.chapter != Book::END) {
            let _ = writeln!(body, "<li><a href=\"#{}\">{}</a></li>", entry.chapter, Escaped(text));
        }
    }
    body.push_str("</ol></nav>\n");
}
