//! What the chapters are made of: paragraphs, types with their layouts, claims, tables, pictures.

use std::fmt::Display;
use std::io;

use layout_core::{Layout, LayoutReport, TypeLayout};

use super::source;

/// The sources of the types that the chapters show.
const SOURCES: [&str; 3] =
    [include_str!("structs.rs"), include_str!("kinds.rs"), include_str!("counters.rs")];

/// A piece of a chapter.
pub(crate) enum Block {
    /// The title of a chapter.
    Title(String),
    /// The title of a part of it.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// What is often said, and what is true.
    Claim(String),
    /// A piece of source.
    Code(String),
    /// The layout of a type.
    Layout(LayoutReport),
    /// Lines as they are, aligned by blanks.
    Lines(String),
    /// A picture, as an element of SVG; where there are no pictures, it is left out.
    Picture(String),
}

/// A piece, and whether it may be another in the next run or on the next machine.
pub(crate) struct Entry {
    pub(crate) block: Block,
    pub(crate) measured: bool,
    /// The chapter that it belongs to.
    pub(crate) chapter: &'static str,
}

/// The chapters as they are written.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) entries: Vec<Entry>,
    chapter: &'static str,
    types: usize,
    padded: usize,
}

impl Book {
    /// The name of what comes after the last chapter.
    pub(crate) const END: &str = "end";

    /// Begins a chapter.
    pub(crate) fn begin(&mut self, chapter: &'static str) {
        self.chapter = chapter;
    }

    fn add(&mut self, block: Block) {
        self.entries.push(Entry { block, measured: false, chapter: self.chapter });
    }

    fn add_measured(&mut self, block: Block) {
        self.entries.push(Entry { block, measured: true, chapter: self.chapter });
    }

    pub(crate) fn title(&mut self, title: &str) {
        self.add(Block::Title(title.to_owned()));
    }

    pub(crate) fn heading(&mut self, heading: &str) {
        self.add(Block::Heading(heading.to_owned()));
    }

    pub(crate) fn say(&mut self, text: &str) {
        self.add(Block::Paragraph(text.to_owned()));
    }

    /// A paragraph that is another on another machine, or in another run.
    pub(crate) fn say_measured(&mut self, text: &str) {
        self.add_measured(Block::Paragraph(text.to_owned()));
    }

    pub(crate) fn code(&mut self, code: &str) {
        self.add(Block::Code(code.to_owned()));
    }

    pub(crate) fn lines(&mut self, lines: &impl Display) {
        self.add(Block::Lines(lines.to_string()));
    }

    pub(crate) fn lines_measured(&mut self, lines: &impl Display) {
        self.add_measured(Block::Lines(lines.to_string()));
    }

    pub(crate) fn picture(&mut self, svg: String) {
        self.add_measured(Block::Picture(svg));
    }

    /// A type of one of the sources: what it shows, its source, its layout.
    pub(crate) fn show<T: Layout>(&mut self) -> io::Result<()> {
        let layout = T::LAYOUT;
        let item = SOURCES.iter().find_map(|source| source::cut(source, layout.name));
        let item = item.ok_or_else(|| not_in_source(&layout))?;
        self.types += 1;
        self.padded += usize::from(layout.padding() > 0);
        self.heading(layout.name);
        // The backticks are for rustdoc.
        self.say(&item.doc.replace('`', ""));
        self.code(&item.code);
        self.show_layout::<T>();
        Ok(())
    }

    /// The layout of a type that has no source here, such as a tuple.
    pub(crate) fn show_layout<T: Layout>(&mut self) {
        self.add(Block::Layout(T::layout_report()));
    }

    /// What is often said to be so many bytes, what it is, and why.
    pub(crate) fn claim(&mut self, what: &str, claimed: usize, actual: usize, why: &str) {
        let truth = if claimed == actual {
            String::from("on this target it is")
        } else {
            format!("on this target it is {actual}")
        };
        self.claim_that(&format!("{what} is {}", Bytes(claimed)), &format!("{truth}. {why}"));
    }

    /// What is often said, and what is true.
    pub(crate) fn claim_that(&mut self, claim: &str, truth: &str) {
        let end = if truth.ends_with(['.', ':']) { "" } else { "." };
        self.add(Block::Claim(format!("Often said: {claim}. True: {truth}{end}")));
    }

    /// The end of the tour.
    pub(crate) fn totals(&mut self) {
        let Self { types, padded, .. } = *self;
        self.begin(Self::END);
        self.title("In all");
        self.say(&format!("{types} types, {padded} of them with padding."));
    }
}

fn not_in_source(layout: &TypeLayout) -> io::Error {
    io::Error::other(format!("no source declares `{}`", layout.name))
}

/// So many bytes, in words.
pub(crate) struct Bytes(pub(crate) usize);

impl Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} byte{}", self.0, if self.0 == 1 { "" } else { "s" })
    }
}

/// Lines of two columns, the first as wide as its widest.
pub(crate) fn columns<A: Display, B: Display>(rows: impl IntoIterator<Item = (A, B)>) -> String {
    let rows: Vec<(String, String)> =
        rows.into_iter().map(|(left, right)| (left.to_string(), right.to_string())).collect();
    let width = rows.iter().map(|(left, _)| left.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(left, right)| format!("{left:<width$}  {right}"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Block, Book};

    #[test]
    fn a_claim_says_so_where_it_holds() {
        let mut book = Book::default();
        book.claim("the size of A", 8, 12, "Why.");
        book.claim("the size of B", 8, 8, "Why.");
        let claims: Vec<_> = book
            .entries
            .iter()
            .map(|entry| match &entry.block {
                Block::Claim(text) => text.as_str(),
                _ => "no claim",
            })
            .collect();
        let expected = [
            "Often said: the size of A is 8 bytes. True: on this target it is 12. Why.",
            "Often said: the size of B is 8 bytes. True: on this target it is. Why.",
        ];
        assert_eq!(claims, expected);
    }

    #[test]
    fn a_struct_without_source_is_an_error_not_a_gap() {
        let error = Book::default().show::<u8>().unwrap_err();
        assert_eq!(error.to_string(), "no source declares `u8`");
    }
}
