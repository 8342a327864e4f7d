use core::fmt::{self, Display, Formatter, Write};

/// The path of a file as a URI: absolute of an absolute path, else relative.
///
/// Source: [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986), sections 2.3 and 4.2, and
/// [RFC 8089](https://www.rfc-editor.org/rfc/rfc8089) of `file` URIs.
pub(super) struct Uri<'a>(pub(super) &'a str);

impl Uri<'_> {
    pub(super) fn is_absolute(&self) -> bool {
        self.0.starts_with(['/', '\\']) || self.has_drive()
    }

    fn has_drive(&self) -> bool {
        let bytes = self.0.as_bytes();
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':'
    }
}

impl Display for Uri<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_absolute() {
            f.write_str(if self.has_drive() { "file:///" } else { "file://" })?;
        }
        for (index, byte) in self.0.bytes().enumerate() {
            match byte {
                b'\\' => f.write_char('/')?,
                b':' if index == 1 && self.has_drive() => f.write_char(':')?,
                b'/' | b'-' | b'.' | b'_' | b'~' => f.write_char(char::from(byte))?,
                byte if byte.is_ascii_alphanumeric() => f.write_char(char::from(byte))?,
                byte => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std_alloc::string::ToString;

    use super::Uri;

    #[test]
    fn paths_become_uris() {
        for (path, uri) in [
            ("src/main.rs", "src/main.rs"),
            ("src\\wire\\a b.rs", "src/wire/a%20b.rs"),
            ("/root/ä#1.rs", "file:///root/%C3%A4%231.rs"),
            ("C:\\x\\y.rs", "file:///C:/x/y.rs"),
            ("a:b.rs", "file:///a:b.rs"),
            // A colon that is not that of a drive could be taken for the end of a scheme.
            ("C:/a:b.rs", "file:///C:/a%3Ab.rs"),
            ("ab:c.rs", "ab%3Ac.rs"),
            ("1:b.rs", "1%3Ab.rs"),
            ("a:", "a%3A"),
            ("a", "a"),
            ("", ""),
        ] {
            assert_eq!(Uri(path).to_string(), uri);
        }
    }
}
