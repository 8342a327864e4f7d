//! Prints layouts line by line, as `scale/table.rs` reads them.

use std::fmt::Write;

use layout_core::layout::{Slot, Walk};
use layout_core::{FieldLayout, Hole, TypeLayout};

/// One type: what its constant says, and what lies at the ends of `paths`.
pub fn describe(out: &mut String, key: &str, layout: &TypeLayout, paths: &[&str]) {
    writeln!(out, "type {key} {} {}", layout.size, layout.align).unwrap();
    layout.fields().for_each(|field| describe_field(out, &field));
    describe_holes(out, layout.walk());
    crate::variants::describe(out, layout);
    for path in paths {
        match layout.place(path) {
            Some(place) => {
                assert_eq!(place.offset, layout.offset(path), "{key}: {path}");
                let offset = number(place.offset);
                writeln!(out, "path {path} {offset} {} {}", place.size, place.align).unwrap();
            }
            None => writeln!(out, "path {path} ? ? ?").unwrap(),
        }
    }
}

/// The padding on a walk.
pub fn describe_holes(out: &mut String, walk: Walk) {
    for slot in walk {
        if let Slot::Padding(Hole { offset, size, .. }) = slot {
            writeln!(out, "hole {offset} {size}").unwrap();
        }
    }
}

pub fn describe_field(out: &mut String, field: &FieldLayout) {
    let FieldLayout { name, offset, size, align, .. } = field;
    writeln!(out, "field {name} {} {size} {align}", number(*offset)).unwrap();
}

fn number(value: Option<usize>) -> String {
    value.map_or_else(|| "?".to_owned(), |value| value.to_string())
}
