/// Text put together in a `const`, for the message of a panic.
///
/// What does not fit is left out from the end; the text stays valid UTF-8.
pub(crate) struct Text {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl Text {
    const CAPACITY: usize = 16 * 1024;

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0 }
    }

    #[must_use]
    pub(crate) const fn str(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        // Room is asked for the whole of it, so that no character is cut in two.
        if self.len + text.len() <= Self::CAPACITY {
            let mut index = 0;
            while index < text.len() {
                self.bytes[self.len] = text[index];
                self.len += 1;
                index += 1;
            }
        }
        self
    }

    /// The first `len` bytes of a text, which end with a character.
    #[must_use]
    pub(crate) const fn part(self, text: &str, len: usize) -> Self {
        match core::str::from_utf8(text.as_bytes().split_at(len).0) {
            Ok(part) => self.str(part),
            Err(_) => self,
        }
    }

    #[must_use]
    pub(crate) const fn spaces(mut self, count: usize) -> Self {
        let mut written = 0;
        while written < count {
            self = self.str(" ");
            written += 1;
        }
        self
    }

    /// A number in decimal digits.
    #[must_use]
    pub(crate) const fn number(self, value: usize) -> Self {
        self.wide(value as u128)
    }

    /// A number of any width in decimal digits.
    #[must_use]
    pub(crate) const fn wide(self, value: u128) -> Self {
        self.digits(value, 10)
    }

    /// A number of 64 bits in hexadecimal digits, all of them: `0x0123456789abcdef`.
    #[must_use]
    pub(crate) const fn hexadecimal(self, value: u64) -> Self {
        let leading = value.leading_zeros() / 4;
        let mut text = self.str("0x");
        let mut zeros = if leading == 16 { 15 } else { leading };
        while zeros > 0 {
            text = text.str("0");
            zeros -= 1;
        }
        text.digits(value as u128, 16)
    }

    const fn digits(self, value: u128, base: u128) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 39];
        let mut at = digits.len();
        let mut rest = value;
        loop {
            at -= 1;
            digits[at] = DIGITS[(rest % base) as usize];
            rest /= base;
            if rest == 0 {
                break;
            }
        }
        let (_, digits) = digits.split_at(at);
        match core::str::from_utf8(digits) {
            Ok(digits) => self.str(digits),
            Err(_) => self,
        }
    }

    /// A number at the right of a column of `width` characters.
    #[must_use]
    pub(crate) const fn column(self, value: usize, width: usize) -> Self {
        self.spaces(width.saturating_sub(digits(value))).number(value)
    }

    /// A number with its noun: `1 byte`, `2 bytes`.
    #[must_use]
    pub(crate) const fn count(self, value: usize, noun: &str) -> Self {
        let text = self.number(value).str(" ").str(noun);
        if value == 1 { text } else { text.str("s") }
    }

    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

const fn digits(value: usize) -> usize {
    match value.checked_ilog10() {
        Some(log) => log as usize + 1,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn numbers_stand_at_the_right_of_their_column() {
        let text = Text::new().column(0, 3).column(12, 4).wide(u128::MAX);
        assert_eq!(text.as_str(), std::format!("  0  12{}", u128::MAX));
    }

    #[test]
    fn fingerprints_have_all_their_digits() {
        for value in [0, 1, 0x0123_4567_89ab_cdef, u64::MAX] {
            let text = Text::new().hexadecimal(value);
            assert_eq!(text.as_str(), std::format!("{value:#018x}"));
        }
    }

    #[test]
    fn nouns_take_their_number() {
        let text =
            Text::new().count(1, "byte").str(", ").count(2, "byte").str(", ").count(0, "byte");
        assert_eq!(text.as_str(), "1 byte, 2 bytes, 0 bytes");
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let long = "ä".repeat(Text::CAPACITY / 2 - 1);
        let text = Text::new().str(&long).str("xyz").str("ö");
        assert_eq!(text.as_str(), std::format!("{long}ö"));
    }
}
