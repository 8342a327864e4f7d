//! What the chapters are written with: paragraphs, structs with their tables, claims.

use std::fmt::Display;
use std::io::{self, Write};

use layout_core::{Layout, TypeLayout};

use super::source;

/// The text of the structs, for `source::cut`.
const STRUCTS: &str = include_str!("structs.rs");

/// The columns of a paragraph. A table may be wider.
const WIDTH: usize = 80;

/// The columns of a report.
const REPORT_WIDTH: usize = 96;

const INDENT: &str = "    ";

/// Where the tour is written, and what it has shown so far.
pub(crate) struct Page<'a> {
    out: &'a mut dyn Write,
    structs: usize,
    padded: usize,
}

impl<'a> Page<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, structs: 0, padded: 0 }
    }

    /// The title of a chapter.
    pub(crate) fn title(&mut self, title: &str) -> io::Result<()> {
        self.heading(title, "=")
    }

    /// A line over a rule as long as itself.
    fn heading(&mut self, text: &str, rule: &str) -> io::Result<()> {
        writeln!(self.out, "{text}\n{}\n", rule.repeat(text.chars().count()))
    }

    /// A paragraph.
    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        for line in wrap(text, WIDTH) {
            writeln!(self.out, "{line}")?;
        }
        writeln!(self.out)
    }

    /// A struct of the tutorials: what it shows, its source, its layout.
    pub(crate) fn show<T: Layout>(&mut self) -> io::Result<()> {
        let layout = T::LAYOUT;
        let item = source::cut(STRUCTS, layout.name).ok_or_else(|| not_in_source(&layout))?;
        self.structs += 1;
        self.padded += usize::from(layout.padding() > 0);
        self.heading(layout.name, "-")?;
        // The backticks are for rustdoc.
        self.say(&item.doc.replace('`', ""))?;
        self.indented(&item.code)?;
        self.indented(&report::<T>())
    }

    /// The layout of a type that has no source here, such as a tuple.
    pub(crate) fn show_table<T: Layout>(&mut self) -> io::Result<()> {
        self.indented(&report::<T>())
    }

    /// Lines apart from the paragraphs.
    pub(crate) fn indented(&mut self, text: &impl Display) -> io::Result<()> {
        for line in text.to_string().lines() {
            writeln!(self.out, "{}", format!("{INDENT}{line}").trim_end())?;
        }
        writeln!(self.out)
    }

    /// What is often said to be so many bytes, what it is, and why.
    pub(crate) fn claim(
        &mut self,
        what: &str,
        claimed: usize,
        actual: usize,
        why: &str,
    ) -> io::Result<()> {
        let truth = if claimed == actual {
            String::from("on this target it is")
        } else {
            format!("on this target it is {actual}")
        };
        self.say(&format!("Often said: {what} is {}. True: {truth}. {why}", Bytes(claimed)))
    }

    /// The last line of the tour.
    pub(crate) fn write_totals(&mut self) -> io::Result<()> {
        let Self { structs, padded, .. } = *self;
        self.title("In all")?;
        writeln!(self.out, "{structs} structs, {padded} of them with padding.")
    }
}

/// The report of a type, its sentences broken between words.
fn report<T: Layout>() -> String {
    format!("{:.REPORT_WIDTH$}", T::layout_report())
}

fn not_in_source(layout: &TypeLayout) -> io::Error {
    io::Error::other(format!("structs.rs declares no `{}`", layout.name))
}

/// So many bytes, in words.
pub(crate) struct Bytes(pub(crate) usize);

impl Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} byte{}", self.0, if self.0 == 1 { "" } else { "s" })
    }
}

/// The lines of a text, broken between words, none longer than `width` unless a word is.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Page, wrap};

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrap("", 5), [""; 0]);
        assert_eq!(wrap("ab cd ef", 5), ["ab cd", "ef"]);
        assert_eq!(wrap(" ab  cd\nef ", 4), ["ab", "cd", "ef"]);
        assert_eq!(wrap("abcdef g", 4), ["abcdef", "g"]);
        assert_eq!(wrap("äöüß ä", 6), ["äöüß ä"], "counted in characters");
    }

    #[test]
    fn a_claim_says_so_where_it_holds() {
        let mut out = Vec::new();
        Page::new(&mut out).claim("the size of A", 8, 12, "Why.").unwrap();
        Page::new(&mut out).claim("the size of B", 8, 8, "Why.").unwrap();
        let expected = "Often said: the size of A is 8 bytes. True: on this target it is 12. Why.\n\n\
                        Often said: the size of B is 8 bytes. True: on this target it is. Why.\n\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_struct_without_source_is_an_error_not_a_gap() {
        let error = Page::new(&mut Vec::new()).show::<u8>().unwrap_err();
        assert_eq!(error.to_string(), "structs.rs declares no `u8`");
    }
}
