use core::fmt::{self, Arguments, Formatter, Write};

use super::Role;

/// Where a report is written to: how wide it may be, and whether it is coloured.
pub(in crate::report) struct Out<'a, 'b> {
    f: &'a mut Formatter<'b>,
    is_coloured: bool,
}

impl<'a, 'b> Out<'a, 'b> {
    pub(in crate::report) fn new(f: &'a mut Formatter<'b>, is_coloured: bool) -> Self {
        Self { f, is_coloured }
    }

    /// Whether the fields of fields are shown: `{:#}`.
    pub(super) fn is_deep(&self) -> bool {
        self.f.alternate()
    }

    /// The most characters of a line: the `80` of `{:.80}`.
    pub(super) fn width(&self) -> usize {
        self.f.precision().unwrap_or(usize::MAX)
    }

    /// Writes text in the style of a role.
    pub(in crate::report) fn paint(&mut self, role: Role, text: Arguments<'_>) -> fmt::Result {
        self.start(role)?;
        self.f.write_fmt(text)?;
        self.stop()
    }

    /// Begins the style of a role.
    pub(super) fn start(&mut self, role: Role) -> fmt::Result {
        if self.is_coloured { self.f.write_str(role.sequence()) } else { Ok(()) }
    }

    /// Ends it.
    pub(super) fn stop(&mut self) -> fmt::Result {
        if self.is_coloured { self.f.write_str(Role::END) } else { Ok(()) }
    }

    /// Writes text that begins at a column, cut short by `…` where the line is too long.
    pub(in crate::report) fn cut(&mut self, column: usize, text: Arguments<'_>) -> fmt::Result {
        let width = self.width();
        if width == usize::MAX {
            return self.f.write_fmt(text);
        }
        let mut cut = Cut { f: self.f, left: width.saturating_sub(column), held: None };
        cut.write_fmt(text)?;
        cut.finish()
    }

    /// Writes words, going on in a new line, indented, where one would be too long.
    pub(super) fn wrap(&mut self, column: usize, indent: usize, text: &str) -> fmt::Result {
        let width = self.width();
        if width == usize::MAX {
            return self.f.write_str(text);
        }
        let mut column = column;
        for (index, word) in text.split(' ').enumerate() {
            let len = word.chars().count();
            if index > 0 && column + 1 + len > width {
                write!(self.f, "\n{:indent$}", "")?;
                column = indent;
            } else if index > 0 {
                self.f.write_str(" ")?;
                column += 1;
            }
            self.f.write_str(word)?;
            column += len;
        }
        Ok(())
    }
}

impl Write for Out<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.f.write_str(text)
    }

    fn write_char(&mut self, c: char) -> fmt::Result {
        self.f.write_char(c)
    }
}

/// Writes so many characters; the last is `…` if there are more.
struct Cut<'a, 'b> {
    f: &'a mut Formatter<'b>,
    left: usize,
    /// The last character, as long as it is not known whether more follow.
    held: Option<char>,
}

impl Cut<'_, '_> {
    fn finish(self) -> fmt::Result {
        match self.held {
            Some(last) => self.f.write_char(last),
            None => Ok(()),
        }
    }
}

impl Write for Cut<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match self.left {
                0 => {
                    self.held = self.held.map(|_| '…');
                    return Ok(());
                }
                1 => self.held = Some(c),
                _ => self.f.write_char(c)?,
            }
            self.left -= 1;
        }
        Ok(())
    }
}
