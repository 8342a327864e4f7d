//! The book as a page: `tour.html`.

use std::fmt::Write;

use layout_core::LayoutReport;
use layout_core::report::draw::{Escaped, page};

use super::book::{Block, Book};

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
            Block::Lines(text) => writeln!(body, "<pre>{}</pre>", Escaped(text.trim_end())),
            Block::Layout(report) => {
                let (picture, rows) = (report.to_svg(), rows(report));
                writeln!(body, "<figure>{picture}</figure>\n<pre>{rows}</pre>")
            }
            Block::Picture(svg) => writeln!(body, "<figure>{svg}</figure>"),
        };
    }
    page(&"A tour of memory layout", &body)
}

/// A layout, its padding in another color.
fn rows(report: &LayoutReport) -> String {
    let text = report.to_string();
    let rows = text.trim_end().lines().map(|line| {
        if line.ends_with("(padding)") {
            format!("<span class=\"waste\">{}</span>", Escaped(line))
        } else {
            Escaped(line).to_string()
        }
    });
    rows.collect::<Vec<_>>().join("\n")
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
