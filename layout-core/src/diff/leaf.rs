//! Whether two types mean the same by the same bytes.

use crate::layout::Kind;
use crate::record::{FieldRecord, TypeRecord};
use crate::report::ShortName;

/// Whether fields are of types with the same name, wherever these are declared, or of such that wrap
/// the same one.
pub(super) fn is_same_type(older: &FieldRecord, newer: &FieldRecord) -> bool {
    is_same_name(&older.type_name, &newer.type_name)
}

/// Whether the bytes of both mean the same, though the types are not the same: a wrapper around a `u32`
/// and a `u32`, a `usize` and a `u64` of the same size.
pub(super) fn is_same_leaf(older: &FieldRecord, newer: &FieldRecord) -> bool {
    let (older_leaf, newer_leaf) = (leaf(older), leaf(newer));
    older.size == newer.size
        && (is_same_name(older_leaf, newer_leaf)
            || integer(older_leaf).is_some_and(|sign| integer(newer_leaf) == Some(sign)))
}

fn is_same_name(older: &str, newer: &str) -> bool {
    older == newer
        || std_alloc::format!("{}", ShortName(older)) == std_alloc::format!("{}", ShortName(newer))
}

/// The full name of the type that fills a field, without the wrappers around it.
fn leaf(field: &FieldRecord) -> &str {
    match &field.layout {
        Some(layout) => inner(layout),
        None => &field.type_name,
    }
}

fn inner(layout: &TypeRecord) -> &str {
    let mut filled = layout.fields.iter().filter(|field| field.size > 0);
    match (layout.kind, filled.next(), filled.next()) {
        (Kind::Struct | Kind::TupleStruct | Kind::Tuple, Some(field), None)
            if field.size == layout.size =>
        {
            leaf(field)
        }
        _ => &layout.type_name,
    }
}

/// Whether an integer has a sign; `None` if the type is no integer.
fn integer(name: &str) -> Option<bool> {
    match name {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => Some(false),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => Some(true),
        _ => None,
    }
}
