//! Texts put together of pieces. Reports are made of short texts and numbers for the most part, for each of
//! which `core::fmt` takes several times as long.

use std_alloc::string::String;

/// What can be put at the end of a text.
pub(crate) trait Put {
    fn put(&self, text: &mut String);

    /// The piece as a text of its own.
    fn to_text(&self) -> String {
        let mut text = String::new();
        self.put(&mut text);
        text
    }
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self, text: &mut String) {
        (**self).put(text);
    }
}

impl Put for str {
    fn put(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Put for String {
    fn put(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Put for usize {
    fn put(&self, text: &mut String) {
        text.push_str(Digits::of(*self).as_str());
    }
}

impl Put for u32 {
    fn put(&self, text: &mut String) {
        // On targets where `usize` is narrower nothing is drawn that is so wide.
        usize::try_from(*self).unwrap_or(usize::MAX).put(text);
    }
}

/// Puts pieces at the end of a text, one after the other.
macro_rules! put {
    ($text:expr, $($piece:expr),* $(,)?) => {{
        let text: &mut std_alloc::string::String = $text;
        $($crate::put::Put::put(&$piece, text);)*
    }};
}
pub(crate) use put;

/// A number as text.
pub(crate) struct Digits {
    text: [u8; Self::MOST],
    start: usize,
}

impl Digits {
    /// The digits of `u64::MAX`.
    const MOST: usize = 20;

    pub(crate) fn of(number: usize) -> Self {
        let mut digits = Self { text: [b'0'; Self::MOST], start: Self::MOST };
        let mut rest = number;
        loop {
            digits.start -= 1;
            digits.text[digits.start] += (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                return digits;
            }
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        core::str::from_utf8(&self.text[self.start..]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use super::{Digits, Put as _};

    #[test]
    fn numbers_are_written_as_std_writes_them() {
        for number in [0, 1, 9, 10, 99, 100, 65_535, usize::MAX / 2, usize::MAX - 1, usize::MAX] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
        assert_eq!(u32::MAX.to_text(), usize::try_from(u32::MAX).unwrap().to_string());
    }

    #[test]
    fn pieces_are_put_in_order() {
        let mut text = String::from("<");
        put!(&mut text, "a", 12_usize, " ", 7_u32, String::from(">"));
        assert_eq!(text, "<a12 7>");
    }
}
