use core::fmt::{self, Display, Formatter, Write};

/// A text as it stands in XML and HTML, in an element or in a quoted attribute.
///
/// Characters that XML 1.0 does not allow (most control characters) become U+FFFD.
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
                '\t' | '\n' | '\r' => self.0.write_char(c)?,
                '\0'..' ' | '\u{fffe}' | '\u{ffff}' => self.0.write_char('\u{fffd}')?,
                _ => self.0.write_char(c)?,
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
        let escaped = Escaped("<a b=\"c\"> & 'd' \u{1} é\n").to_string();
        assert_eq!(escaped, "&lt;a b=&quot;c&quot;&gt; &amp; &#39;d&#39; \u{fffd} é\n");
    }
}
