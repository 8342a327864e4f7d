//! What reports are written into: a text that knows how wide it may be, and whether it has colors.

use core::fmt::{self, Formatter};
use std_alloc::string::String;

use crate::put::{Digits, Put};
use crate::record::Visible;

/// The text of a report that is being written: how wide it may be, and whether it is colored.
pub(crate) struct Out {
    pub(super) text: String,
    /// The most characters of a line: the `80` of `{:.80}`.
    pub(super) width: usize,
    is_colored: bool,
}

impl Out {
    /// A text as the formatter asks for it.
    #[inline]
    pub(crate) fn new(f: &Formatter<'_>, is_colored: bool) -> Self {
        Self::with_width(f.precision().unwrap_or(usize::MAX), is_colored)
    }

    /// A text of lines of so many characters.
    #[inline]
    pub(crate) fn with_width(width: usize, is_colored: bool) -> Self {
        Self { text: String::with_capacity(2048), width, is_colored }
    }

    /// Gives the text to the formatter.
    #[inline]
    pub(crate) fn finish(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }

    /// Writes text as it is.
    #[inline]
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes text in which every character can be seen.
    #[inline]
    pub(crate) fn visible(&mut self, text: &str) {
        Visible(text).put(&mut self.text);
    }

    /// Begins the style of a role.
    #[inline]
    pub(crate) fn start(&mut self, role: Role) {
        if self.is_colored {
            self.text.push_str(role.sequence());
        }
    }

    /// Ends it.
    #[inline]
    pub(crate) fn stop(&mut self) {
        if self.is_colored {
            self.text.push_str(Role::END);
        }
    }

    /// Writes texts that begin at a column, cut short by `…` where the line is too long.
    #[inline]
    pub(crate) fn cut(&mut self, column: usize, texts: &[&str]) {
        if self.width == usize::MAX {
            return texts.iter().for_each(|text| self.visible(text));
        }
        let start = self.text.len();
        for text in texts {
            self.visible(text);
        }
        let most = self.width.saturating_sub(column);
        let written = &self.text[start..];
        if written.chars().count() <= most {
            return;
        }
        let kept = written.char_indices().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
        self.text.truncate(start + kept);
        if most > 0 {
            self.text.push('…');
        }
    }

    /// Writes a number to the right of a column.
    #[inline]
    pub(crate) fn number(&mut self, number: usize, width: usize) {
        self.right(Digits::of(number).as_str(), width);
    }

    /// Writes a short text to the right of a column.
    #[inline]
    pub(crate) fn right(&mut self, text: &str, width: usize) {
        self.blanks(width.saturating_sub(text.len()));
        self.text.push_str(text);
    }

    /// Writes blanks.
    #[inline]
    pub(crate) fn blanks(&mut self, count: usize) {
        const BLANKS: &str = "                                                                ";
        let mut left = count;
        while left > BLANKS.len() {
            self.text.push_str(BLANKS);
            left -= BLANKS.len();
        }
        self.text.push_str(&BLANKS[..left]);
    }

    /// Writes words, going on in a new line, indented, where one would be too long.
    #[inline]
    pub(crate) fn wrap(&mut self, column: usize, indent: usize, text: &str) {
        if self.width == usize::MAX {
            return self.visible(text);
        }
        let mut column = column;
        for (index, word) in text.split(' ').enumerate() {
            let len = Visible(word).width();
            if index > 0 && column + 1 + len > self.width {
                self.text.push('\n');
                self.blanks(indent);
                column = indent;
            } else if index > 0 {
                self.text.push(' ');
                column += 1;
            }
            self.visible(word);
            column += len;
        }
    }
}

/// What a piece of a report is.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    /// The name of the type, and those of the columns.
    Title,
    /// The field that comes after so many others.
    Field(usize),
    /// No field.
    Padding,
    /// A tag, or what may be one.
    Tag,
    /// The end of a cache line.
    Rule,
    /// The head of a note.
    Note,
    /// The head of a warning.
    Warning,
}

impl Role {
    /// The escape sequence that begins its style, in the colors of the terminal's own palette, which
    /// suit a light one as well as a dark one.
    ///
    /// Source: ECMA-48, 8.3.117, select graphic rendition.
    #[inline]
    fn sequence(self) -> &'static str {
        /// Bright blue, green, magenta, cyan, yellow. Plain blue cannot be read on black in many palettes.
        const FIELDS: [&str; 5] = ["\x1b[94m", "\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[33m"];
        match self {
            Self::Title => "\x1b[1m",
            Self::Field(index) => FIELDS[index % FIELDS.len()],
            Self::Padding | Self::Rule => "\x1b[2m",
            Self::Tag => "\x1b[31m",
            Self::Note => "\x1b[1;36m",
            Self::Warning => "\x1b[1;33m",
        }
    }

    /// The escape sequence that ends every style.
    const END: &str = "\x1b[0m";
}

/// Whether the environment refuses colors.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn is_refused() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

#[cfg(not(feature = "std"))]
#[inline]
pub(crate) const fn is_refused() -> bool {
    false
}
