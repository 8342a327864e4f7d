//! The texts that hold the names and types of fields and variants: see `FieldList` and `VariantList`
//! of `layout_core`.

use crate::model::{Field, Shape, Variant};

/// The entries of fields.
pub(super) fn fields(fields: &[&Field]) -> String {
    let mut entries = String::new();
    for Field { name, marks, type_text, .. } in fields {
        push_entry(&mut entries, format!("{name}:{marks} {type_text}"));
    }
    entries
}

/// The entries of variants.
pub(super) fn variants(variants: &[Variant]) -> String {
    let mut entries = String::new();
    for variant in variants {
        let (name, count) = (variant.name(), variant.fields.len());
        let entry = match variant.shape {
            Shape::Unit => name,
            Shape::Tuple => format!("{name}({count}"),
            Shape::Named => format!("{name}{{{count}"),
        };
        push_entry(&mut entries, entry);
    }
    entries
}

/// The codes of the characters of up to three bytes have no gap up to this one.
const LONGEST_ENTRY: usize = 0xd7ff;

/// Adds an entry: a character whose code is the number of bytes that follow, and the text. One
/// literal for all costs the user less than one for each.
fn push_entry(entries: &mut String, mut text: String) {
    if text.len() > LONGEST_ENTRY {
        let longest = LONGEST_ENTRY - '…'.len_utf8();
        let end = (0..=longest).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or_default());
        text.push('…');
    }
    let header = u32::try_from(text.len()).ok().and_then(char::from_u32);
    entries.push(header.unwrap_or_default());
    entries.push_str(&text);
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_ENTRY, push_entry};

    /// The code of its first character, and the text behind that.
    fn entry(text: &str) -> (usize, String) {
        let mut entries = String::new();
        push_entry(&mut entries, text.to_owned());
        let first = entries.remove(0);
        (first as usize, entries)
    }

    #[test]
    fn an_entry_begins_with_its_length() {
        for len in [0, 1, 127, 128, LONGEST_ENTRY - 1, LONGEST_ENTRY] {
            let text = "x".repeat(len);
            assert_eq!(entry(&text), (len, text));
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_off_between_characters() {
        for text in ["x".repeat(LONGEST_ENTRY + 1), "ä".repeat(LONGEST_ENTRY), "€".repeat(50_000)]
        {
            let (len, entry) = entry(&text);
            assert_eq!(entry.len(), len);
            assert!((LONGEST_ENTRY - 3..=LONGEST_ENTRY).contains(&len), "{len}");
            let kept = entry.strip_suffix('…').expect("it shows that it was cut off");
            assert!(text.starts_with(kept));
        }
    }
}
