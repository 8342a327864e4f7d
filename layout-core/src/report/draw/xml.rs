use core::fmt::{self, Display, Formatter, Write};
use std_alloc::string::String;

use crate::put::Put;
use crate::record::write_visible;

/// A text as it stands in XML and HTML, in an element or in a quoted attribute.
///
/// Control characters other than line feeds, and characters that cannot be seen, are written out, as
/// `\u{202e}`. A line feed is white space. U+FFFE and U+FFFF, which XML 1.0 does not allow, become U+FFFD.
pub struct Escaped<T>(pub T);

impl<T: Display> Display for Escaped<T> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(Escape(f), "{}", self.0)
    }
}

struct Escape<'a, 'b>(&'a mut Formatter<'b>);

impl Write for Escape<'_, '_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(needs_a_look) {
            let (plain, others) = rest.split_at(at);
            self.0.write_str(plain)?;
            let mut chars = others.chars();
            if let Some(c) = chars.next() {
                self.escape(c)?;
            }
            rest = chars.as_str();
        }
        self.0.write_str(rest)
    }
}

impl<T: Put> Put for Escaped<T> {
    #[inline]
    fn put(&self, text: &mut String) {
        let start = text.len();
        self.0.put(text);
        if text.bytes().skip(start).any(needs_a_look) {
            let plain = text.split_off(start);
            // Writing to a text does not fail.
            let _ = write!(text, "{}", Escaped(plain));
        }
    }
}

/// Whether a byte begins a character that may not stand as it is.
#[inline]
fn needs_a_look(byte: u8) -> bool {
    !matches!(byte, b' '..=b'~') || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

impl Escape<'_, '_> {
    #[inline]
    fn escape(&mut self, c: char) -> fmt::Result {
        match c {
            '&' => self.0.write_str("&amp;"),
            '<' => self.0.write_str("&lt;"),
            '>' => self.0.write_str("&gt;"),
            '"' => self.0.write_str("&quot;"),
            '\'' => self.0.write_str("&#39;"),
            '\n' => self.0.write_char(c),
            '\u{fffe}' | '\u{ffff}' => self.0.write_char('\u{fffd}'),
            _ => write_visible(self.0, c),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Escaped;

    #[test]
    fn markup_and_control_characters_are_escaped() {
        let escaped = Escaped("<a b=\"c\"> & 'd' \u{1} é\u{202e}\u{ffff}").to_string();
        assert_eq!(
            escaped,
            "&lt;a b=&quot;c&quot;&gt; &amp; &#39;d&#39; \\u{1} é\\u{202e}\u{fffd}"
        );
    }
}
