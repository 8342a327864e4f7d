//! Texts as less of it, for a page that unpacks them.

use std_alloc::string::String;

/// How hard to look for repetitions: what `zlib` takes if it is not told.
const LEVEL: u8 = 6;

/// The text in the form that a browser's `DecompressionStream("deflate-raw")` reads, in letters.
///
/// Source: [RFC 1951](https://www.rfc-editor.org/rfc/rfc1951).
pub(super) fn pack(text: &str) -> String {
    base64(&miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL))
}

/// Bytes as letters, digits, `+` and `/`, with `=` at the end.
///
/// Source: [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648), section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) as usize % 64;
            text.push(if digit <= group.len() { char::from(DIGITS[value]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use super::{base64, pack};

    /// The examples of the RFC, section 10.
    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xbf]), "+/+/");
    }

    #[test]
    fn repetitions_take_little_room() {
        let text: String = core::iter::repeat_n("<rect class=\"f1\"/>", 1000).collect();
        let packed: Vec<u8> = pack(&text).into_bytes();
        assert!(packed.len() < text.len() / 20, "{} of {}", packed.len(), text.len());
    }
}
