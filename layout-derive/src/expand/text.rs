//! The texts that hold the names and types of fields and variants: see `FieldList` and `VariantList`
//! of `layout_core`.

use crate::model::{Field, Shape, Variant};

/// The entries of fields.
pub(super) fn fields<'a>(fields: impl IntoIterator<Item = &'a Field>) -> String {
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
