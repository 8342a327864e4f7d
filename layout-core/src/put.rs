//! Texts put together of pieces. Reports are made of short texts and numbers for the most part, for each of
//! which `core::fmt` takes several times as long.

use std_alloc::string::String;

/// What can be put at the end of a text.
pub(crate) trait Put {
    fn put(&self, text: &mut String);

    /// The piece as a text of its own.
    #[inline]
    fn to_text(&self) -> String {
        // A sentence or two, without a copy.
        let mut text = String::with_capacity(256);
        self.put(&mut text);
        text
    }
}

impl<T: Put + ?Sized> Put for &T {
    #[inline]
    fn put(&self, text: &mut String) {
        (**self).put(text);
    }
}

impl Put for str {
    #[inline]
    fn put(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Put for String {
    #[inline]
    fn put(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Put for usize {
    #[inline]
    fn put(&self, text: &mut String) {
        text.push_str(Digits::of(*self).as_str());
    }
}

impl Put for u32 {
    #[inline]
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

/// Texts with another between them. `join` of the standard library is 6 kB of code for each type of text.
#[inline]
pub(crate) fn joined(texts: &[impl AsRef<str>], between: &str) -> String {
    let mut text = String::new();
    for (index, part) in texts.iter().enumerate() {
        if index > 0 {
            text.push_str(between);
        }
        text.push_str(part.as_ref());
    }
    text
}

/// Texts as people list them: `a`, `a and b`, `a, b and c`.
#[inline]
pub(crate) fn listed(texts: &[impl AsRef<str>]) -> String {
    match texts.split_last() {
        Some((last, before)) if !before.is_empty() => {
            joined(before, ", ") + " and " + last.as_ref()
        }
        _ => joined(texts, ""),
    }
}

/// A number as text.
pub(crate) struct Digits {
    /// The text of a number of at most two digits, as most are.
    short: &'static str,
    text: [u8; Self::MOST],
    start: usize,
}

/// The numbers below 100, with two digits each.
const PAIRS: &str = "\
    00010203040506070809101112131415161718192021222324\
    25262728293031323334353637383940414243444546474849\
    50515253545556575859606162636465666768697071727374\
    75767778798081828384858687888990919293949596979899";

impl Digits {
    /// The digits of `u64::MAX`.
    const MOST: usize = 20;

    #[inline]
    pub(crate) fn of(number: usize) -> Self {
        const DECIMALS: &[u8; 10] = b"0123456789";

        let mut digits = Self { short: "", text: [b'0'; Self::MOST], start: Self::MOST };
        if number < 100 {
            let start = 2 * number + usize::from(number < 10);
            digits.short = &PAIRS[start..2 * number + 2];
            return digits;
        }
        let mut rest = number;
        loop {
            digits.start -= 1;
            digits.text[digits.start] = DECIMALS[rest % 10];
            rest /= 10;
            if rest == 0 {
                return digits;
            }
        }
    }

    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        if !self.short.is_empty() {
            return self.short;
        }
        core::str::from_utf8(&self.text[self.start..]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use super::{Digits, Put as _, joined};

    #[test]
    fn numbers_are_written_as_std_writes_them() {
        let large = [65_535, usize::MAX / 2, usize::MAX - 1, usize::MAX];
        for number in (0..=101).chain(large) {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
        assert_eq!(u32::MAX.to_text(), usize::try_from(u32::MAX).unwrap().to_string());
    }

    #[test]
    fn texts_are_joined_as_std_joins_them() {
        for texts in [&[][..], &["a"], &["a", "", "b"]] {
            assert_eq!(joined(texts, ", "), texts.join(", "));
        }
    }

    #[test]
    fn pieces_are_put_in_order() {
        let mut text = String::from("<");
        put!(&mut text, "a", 12_usize, " ", 7_u32, String::from(">"));
        assert_eq!(text, "<a12 7>");
    }
}
