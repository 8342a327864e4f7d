use core::fmt::{self, Display, Formatter};

use super::Visible;

/// A type's name without the modules in it: `Ring<u32, 8>` for `my_crate::Ring<u32, 8>`.
pub(crate) struct ShortName<'a>(pub(crate) &'a str);

impl Display for ShortName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while !rest.is_empty() {
            let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            if word > 0 && rest[word..].starts_with("::") {
                rest = &rest[word + 2..];
                continue;
            }
            let next = rest[word..].chars().next().map_or(word, |c| word + c.len_utf8());
            Visible(&rest[..next]).fmt(f)?;
            rest = &rest[next..];
        }
        Ok(())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use std_alloc::string::ToString;

    use super::ShortName;

    #[test]
    fn short_names_drop_modules_everywhere() {
        for (long, short) in [
            ("u8", "u8"),
            ("a::b::Ring<std_alloc::vec::Vec<u8>, 8>", "Ring<Vec<u8>, 8>"),
            ("&mut a::B", "&mut B"),
            ("<a::B as c::D>::E", "<B as D>::E"),
            ("(a::B, [c::D; 3])", "(B, [D; 3])"),
            ("dyn core::ops::Fn(a::Ä) -> b::C + Send", "dyn Fn(Ä) -> C + Send"),
        ] {
            assert_eq!(ShortName(long).to_string(), short);
        }
    }
}
