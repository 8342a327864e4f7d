//! What the parts of a report are for, and how they are coloured.

use core::fmt::{self, Display, Formatter};

use super::{Out, write_report};
use crate::report::LayoutReport;

/// What a piece of a report is.
#[derive(Clone, Copy)]
pub(in crate::report) enum Role {
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
    /// The escape sequence that begins its style, in the colours of the terminal's own palette, which
    /// suit a light one as well as a dark one.
    ///
    /// Source: ECMA-48, 8.3.117, select graphic rendition.
    pub(super) fn sequence(self) -> &'static str {
        /// Blue, green, magenta, cyan, yellow.
        const FIELDS: [&str; 5] = ["\x1b[34m", "\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[33m"];
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
    pub(super) const END: &str = "\x1b[0m";
}

/// A report in colours: what [`LayoutReport::styled`] returns.
#[derive(Clone, Copy, Debug)]
pub struct Styled<'a> {
    report: &'a LayoutReport,
    is_coloured: bool,
}

impl LayoutReport {
    /// The report in colours, as the escape sequences of ANSI terminals; without them if the environment
    /// variable [`NO_COLOR`](https://no-color.org) is set and not empty (feature `std`: without it there
    /// is no environment to ask).
    ///
    /// Whether the text goes to a terminal at all is for the program to know: `anstream::println!`
    /// takes the colours out where they are not shown.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// println!("{}", <(u8, u32)>::layout_report().styled());
    /// ```
    #[must_use]
    pub fn styled(&self) -> Styled<'_> {
        Styled { report: self, is_coloured: !is_refused() }
    }
}

#[cfg(feature = "std")]
fn is_refused() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

#[cfg(not(feature = "std"))]
const fn is_refused() -> bool {
    false
}

impl Styled<'_> {
    /// The same with colours or without, whatever the environment asks for.
    #[must_use]
    pub const fn coloured(self, is_coloured: bool) -> Self {
        Self { is_coloured, ..self }
    }
}

impl Display for Styled<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_report(self.report, &mut Out::new(f, self.is_coloured))
    }
}
