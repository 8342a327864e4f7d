//! Prints the variants of enums.

use std::fmt::Write;

use layout_core::TypeLayout;
use layout_core::layout::Tagging;

use crate::dump::{describe_field, describe_holes};

/// Nothing of a type that is no enum.
pub fn describe(out: &mut String, layout: &TypeLayout) {
    let Some(tagging) = layout.tagging() else { return };
    let (tagging, tells_padding) = match tagging {
        Tagging::Tag { offset: 0, size } => (size.to_string(), true),
        Tagging::Tag { offset, .. } => panic!("{layout:?} has its tag at {offset}"),
        Tagging::Single => ("single".to_owned(), true),
        Tagging::Niche => ("niche".to_owned(), false),
        _ => ("?".to_owned(), false),
    };
    writeln!(out, "tagging {tagging}").unwrap();
    for variant in layout.variants() {
        writeln!(out, "variant {} {}", variant.name, variant.discriminant).unwrap();
        variant.fields().for_each(|field| describe_field(out, &field));
        if tells_padding && variant.is_placed() {
            writeln!(out, "padding").unwrap();
            describe_holes(out, layout.walk_variant(&variant));
        }
    }
}
