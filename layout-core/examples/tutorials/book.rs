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
    /// Rows of cells.
    Table(Table),
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

    pub(crate) fn table(&mut self, table: Table) {
        self.add(Block::Table(table));
    }

    pub(crate) fn table_measured(&mut self, table: Table) {
        self.add_measured(Block::Table(table));
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
            String::from("On this target, that is true")
        } else {
            format!("On this target, it is {actual}")
        };
        let claim = format!("{what} is {}", Bytes(claimed));
        self.add(Block::Claim(format!("You will often read that {claim}. {truth}. {why}")));
    }

    /// What is often said, and what is true.
    pub(crate) fn claim_that(&mut self, claim: &str, truth: &str) {
        let end = if truth.ends_with(['.', ':']) { "" } else { "." };
        self.add(Block::Claim(format!("You will often read that {claim}. In fact, {truth}{end}")));
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

/// Rows of as many cells each.
pub(crate) struct Table {
    /// The titles of the columns; empty if they need none.
    pub(crate) head: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// Whether a column holds numbers alone, which stand at the right.
    pub(crate) fn is_of_numbers(&self, column: usize) -> bool {
        self.rows.iter().all(|row| row[column].parse::<u64>().is_ok())
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head: Vec<String> = self.head.iter().map(ToString::to_string).collect();
        let rows = [head].into_iter().chain(self.rows.clone()).filter(|row| !row.is_empty());
        let rows: Vec<Vec<String>> = rows.collect();
        let width =
            |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        for row in &rows {
            let cells = row.iter().enumerate().map(|(column, cell)| match width(column) {
                _ if column + 1 == row.len() => cell.clone(),
                width if self.is_of_numbers(column) => format!("{cell:>width$}"),
                width => format!("{cell:<width$}"),
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  "))?;
        }
        Ok(())
    }
}

/// A table of two columns without titles.
pub(crate) fn columns<A: Display, B: Display>(rows: impl IntoIterator<Item = (A, B)>) -> Table {
    let rows = rows.into_iter().map(|(left, right)| vec![left.to_string(), right.to_string()]);
    Table { head: Vec::new(), rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::{Block, Book, Table, columns};

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
            "You will often read that the size of A is 8 bytes. On this target, it is 12. Why.",
            "You will often read that the size of B is 8 bytes. On this target, that is true. Why.",
        ];
        assert_eq!(claims, expected);
    }

    #[test]
    fn numbers_stand_at_the_right() {
        let rows = [["1", "u8"], ["16", "u128"]].map(|row| row.map(String::from).to_vec()).to_vec();
        let table = Table { head: vec!["size", "type"], rows };
        assert_eq!(table.to_string(), "size  type\n   1  u8\n  16  u128\n");
        assert_eq!(columns([("a", 1), ("bcd", 2)]).to_string(), "a    1\nbcd  2\n");
    }

    #[test]
    fn a_struct_without_source_is_an_error_not_a_gap() {
        let error = Book::default().show::<u8>().unwrap_err();
        assert_eq!(error.to_string(), "no source declares `u8`");
    }
}
