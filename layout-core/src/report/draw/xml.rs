use core::fmt::{self, Display, Formatter, Write};

use crate::report::write_visible;

/// A text as it stands in XML and HTML, in an element or in a quoted attribute.
///
/// Control characters other than line feeds, and characters that cannot be seen, are written out, as
/// `\u{202e}`. A line feed is white space. U+FFFE and U+FFFF, which XML 1.0 does not allow, become U+FFFD.
pub struct Escaped<T>(pub T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(Escape(f), "{}", self.0)
    }
}

struct Escape<'a, 'b>(&'a mut Formatter<'b>);

impl Write for Escape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.write_str("&amp;")?,
                '<' => self.0.write_str("&lt;")?,
                '>' => self.0.write_str("&gt;")?,
                '"' => self.0.write_str("&quot;")?,
                '\'' => self.0.write_str("&#39;")?,
                '\n' => self.0.write_char(c)?,
                '\u{fffe}' | '\u{ffff}' => self.0.write_char('\u{fffd}')?,
                _ => write_visible(self.0, c)?,
            }
        }
        Ok(())
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
