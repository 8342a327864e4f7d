use core::fmt::{self, Display, Formatter, Write};
use std_alloc::string::{String, ToString};

use crate::put::Put;

/// A text on one line, in which every character can be seen: control characters, line breaks, and
/// characters that are invisible or reverse the text after them are written as `\u{202e}`.
///
/// The text of a type may hold such characters in a literal, and a record from a file may hold any.
pub(crate) struct Visible<'a>(pub(crate) &'a str);

impl Visible<'_> {
    /// The number of characters that are shown.
    #[inline]
    pub(crate) fn width(&self) -> usize {
        match first_hidden(self.0) {
            None => self.0.chars().count(),
            Some(_) => self.to_string().chars().count(),
        }
    }
}

impl Put for Visible<'_> {
    #[inline]
    fn put(&self, text: &mut String) {
        match first_hidden(self.0) {
            None => text.push_str(self.0),
            // Writing to a text does not fail.
            Some(_) => drop(write!(text, "{self}")),
        }
    }
}

impl Display for Visible<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, c)) = first_hidden(rest) {
            f.write_str(&rest[..at])?;
            match c {
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                c => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            }
            rest = &rest[at + c.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// The first character that is not to be shown as it is.
#[inline]
fn first_hidden(text: &str) -> Option<(usize, char)> {
    // Most texts are ASCII that is printed.
    // Without an end at the first that is not, so that many are compared at once.
    if text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return None;
    }
    text.char_indices().find(|(_, c)| is_hidden(*c))
}

/// A character as [`Visible`] shows it.
#[inline]
pub(crate) fn write_visible(f: &mut impl Write, c: char) -> fmt::Result {
    let mut utf8 = [0; 4];
    if is_hidden(c) { write!(f, "{}", Visible(c.encode_utf8(&mut utf8))) } else { f.write_char(c) }
}

/// Whether a character is a control character, a line break, or one of Unicode's format characters,
/// which cannot be seen themselves. Some of these change the order of what is shown after them:
/// [UAX #9](https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings).
///
/// Source: the general categories Cc, Cf, Zl and Zp of
/// [Unicode 16](https://www.unicode.org/Public/16.0.0/ucd/extracted/DerivedGeneralCategory.txt), without
/// the marks of Arabic and other scripts, which have a shape.
#[inline]
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
            | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::Visible;
    use std_alloc::string::ToString;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        for (text, visible) in [
            ("Ring<u32, 8>", "Ring<u32, 8>"),
            ("dyn Ä + 'é", "dyn Ä + 'é"),
            ("", ""),
            ("\u{202e}", "\\u{202e}"),
            ("a\u{2066}b\u{2069}c", "a\\u{2066}b\\u{2069}c"),
            ("[u8; \"a\n\tb\r\"]", "[u8; \"a\\n\\tb\\r\"]"),
            ("\0\u{1b}[31m\u{7f}\u{85}", "\\u{0}\\u{1b}[31m\\u{7f}\\u{85}"),
            ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
            ("line\u{2028}paragraph\u{2029}", "line\\u{2028}paragraph\\u{2029}"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
        ] {
            assert_eq!(Visible(text).to_string(), visible);
        }
    }
}
