//! The book as text, in colors if a terminal shows it.

use std::fmt::Display;
use std::io::{self, Write};

use super::book::{Block, Entry};

/// The columns of a paragraph. A table may be wider.
const WIDTH: usize = 80;

/// The columns of a report.
const REPORT_WIDTH: usize = 96;

const INDENT: &str = "    ";

/// How the text is written.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// By the control sequences of ECMA-48 (SGR).
    pub(crate) colors: bool,
}

/// What stands out.
#[derive(Clone, Copy)]
enum Ink {
    Title,
    Heading,
    Claim,
    Code,
    Waste,
    Plain,
}

impl Ink {
    const fn sequence(self) -> &'static str {
        match self {
            Self::Title => "1;36",
            Self::Heading => "1",
            Self::Claim => "33",
            Self::Code => "32",
            Self::Waste => "2;31",
            Self::Plain => "0",
        }
    }
}

/// Writes the entries.
///
/// # Errors
///
/// Those of `out`.
pub(crate) fn write<'a>(
    out: &mut dyn Write,
    entries: impl Iterator<Item = &'a Entry>,
    style: Style,
) -> io::Result<()> {
    let mut page = Page { out, style };
    entries.map(|entry| &entry.block).try_for_each(|block| page.block(block))
}

struct Page<'a> {
    out: &'a mut dyn Write,
    style: Style,
}

impl Page<'_> {
    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Title(text) => self.ruled(text, "=", Ink::Title),
            Block::Heading(text) => self.ruled(text, "-", Ink::Heading),
            Block::Paragraph(text) => self.paragraph(text, Ink::Plain),
            Block::Claim(text) => self.paragraph(text, Ink::Claim),
            Block::Code(text) => self.indented(text, Ink::Code),
            Block::Table(table) => self.indented(table, Ink::Plain),
            Block::Lines(text) => self.indented(text, Ink::Plain),
            Block::Layout(report) => {
                self.indented(&format_args!("{report:.REPORT_WIDTH$}"), Ink::Plain)
            }
            Block::Picture(_) => Ok(()),
        }
    }

    fn line(&mut self, text: &str, ink: Ink) -> io::Result<()> {
        if self.style.colors && !matches!(ink, Ink::Plain) && !text.is_empty() {
            writeln!(self.out, "\x1b[{}m{text}\x1b[0m", ink.sequence())
        } else {
            writeln!(self.out, "{text}")
        }
    }

    /// A line over a rule as long as itself.
    fn ruled(&mut self, text: &str, rule: &str, ink: Ink) -> io::Result<()> {
        self.line(text, ink)?;
        self.line(&rule.repeat(text.chars().count()), ink)?;
        writeln!(self.out)
    }

    fn paragraph(&mut self, text: &str, ink: Ink) -> io::Result<()> {
        for line in wrap(text, WIDTH) {
            self.line(&line, ink)?;
        }
        writeln!(self.out)
    }

    fn indented(&mut self, text: &impl Display, ink: Ink) -> io::Result<()> {
        for line in text.to_string().lines() {
            let ink = if line.ends_with("(padding)") { Ink::Waste } else { ink };
            self.line(format!("{INDENT}{line}").trim_end(), ink)?;
        }
        writeln!(self.out)
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
    use super::super::book::Book;
    use super::{Style, wrap, write};

    fn text_of(book: &Book, style: Style) -> String {
        let mut out = Vec::new();
        write(&mut out, book.entries.iter(), style).expect("a Vec takes all that is written");
        String::from_utf8(out).expect("text is UTF-8")
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrap("", 5), [""; 0]);
        assert_eq!(wrap("ab cd ef", 5), ["ab cd", "ef"]);
        assert_eq!(wrap(" ab  cd\nef ", 4), ["ab", "cd", "ef"]);
        assert_eq!(wrap("abcdef g", 4), ["abcdef", "g"]);
        assert_eq!(wrap("äöüß ä", 6), ["äöüß ä"], "counted in characters");
    }

    #[test]
    fn colors_are_all_that_differs_in_a_terminal() {
        let mut book = Book::default();
        book.title("A title");
        book.claim("x", 1, 2, "Why.");
        book.lines(&"a\n\nb  (padding)");
        let plain = text_of(&book, Style { colors: false });
        assert!(plain.starts_with("A title\n=======\n\n"), "{plain}");
        assert!(
            plain.contains("You will often read that x is 1 byte. On this target, it is 2. Why."),
            "{plain}"
        );
        assert!(!plain.contains('\x1b'), "{plain}");
        let colored = text_of(&book, Style { colors: true });
        assert!(colored.contains("\x1b[2;31m    b  (padding)\x1b[0m"), "{colored}");
        let mut stripped = colored;
        for sequence in ["1;36", "1", "33", "32", "2;31", "0"] {
            stripped = stripped.replace(&format!("\x1b[{sequence}m"), "");
        }
        assert_eq!(stripped, plain);
    }
}
