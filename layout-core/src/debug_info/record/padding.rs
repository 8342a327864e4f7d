//! What is known of the padding of a type.

use std::string::String;

use crate::layout::Kind;
use crate::record::{FieldRecord, TypeRecord};

/// The path of the first part of a type that may have padding which is not known; empty if that is the type
/// itself.
pub(super) fn first_unknown(record: &TypeRecord) -> Option<String> {
    match record.kind {
        // These hold values of their own, or nothing at all.
        Kind::Primitive(_) | Kind::Pointer => None,
        Kind::Opaque if record.size == 0 && record.tail.is_none() => None,
        Kind::Opaque => Some(String::new()),
        Kind::Slice | Kind::Array { .. } => match &record.element {
            Some(element) => element.unknown_inside.clone(),
            None if record.size == 0 => None,
            None => Some(String::new()),
        },
        Kind::Enum => record.variants.iter().find_map(|variant| {
            let path = first_of_fields(&variant.fields)?;
            Some(std::format!("{}.{path}", variant.name))
        }),
        _ => first_of_fields(&record.fields),
    }
}

fn first_of_fields(fields: &[FieldRecord]) -> Option<String> {
    fields.iter().find_map(|field| {
        if field.offset.is_none() {
            return Some(String::from(&*field.name));
        }
        let inside = field.layout.as_ref()?.unknown_inside.as_ref()?;
        let dot = if inside.is_empty() { "" } else { "." };
        Some(std::format!("{}{dot}{inside}", field.name))
    })
}
