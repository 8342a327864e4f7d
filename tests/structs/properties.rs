//! What holds of any shape and any path.

use std::collections::HashMap;
use std::sync::LazyLock;

use layout_core::Layout;
use layout_core::layout::Slot;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::model::Shape;
use crate::nested::{Drawing, places};
use crate::shapes;

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(shapes::all);
static PLACES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| places().into_iter().collect());

proptest! {
    /// The slot that a byte lies in is its owner's.
    #[test]
    fn a_byte_lies_in_one_slot(shape: Index, byte: Index) {
        let shape = shape.get(&SHAPES);
        prop_assume!(shape.size > 0);
        let byte = byte.index(shape.size);
        let owners: Vec<Option<usize>> = shape
            .layout
            .walk()
            .filter_map(|slot| match slot {
                Slot::Field(field) => {
                    let owner = shape.index(field.name);
                    (field.offset? <= byte && byte < field.end()?).then_some(owner)
                }
                Slot::Padding(hole) => (hole.offset <= byte && byte < hole.end()).then_some(None),
            })
            .collect();
        prop_assert_eq!(owners, vec![shape.owners()[byte]], "byte {} of {}", byte, shape.name);
    }

    /// A path made of parts that occur leads where `offset_of!` says, or nowhere.
    #[test]
    fn a_path_leads_to_its_place_or_nowhere(parts in prop::collection::vec(part(), 1..7)) {
        let path = parts.join(".");
        prop_assert_eq!(Drawing::LAYOUT.offset(&path), PLACES.get(&path).copied(), "`{}`", path);
    }

    /// A true path with one character inserted, taken out or replaced is another path or none.
    #[test]
    fn a_damaged_path_leads_nowhere_else(path: Index, at: Index, with in "[a-z0-9._ ]?", cut: bool) {
        let paths: Vec<&String> = PLACES.keys().collect();
        let mut path = (*path.get(&paths)).clone();
        let at = at.index(path.len());
        path.replace_range(at..at + usize::from(cut), &with);
        // `grid.00` is `grid.0`, written otherwise.
        prop_assume!(!path.split('.').any(|part| part.len() > 1 && part.starts_with('0')));
        prop_assert_eq!(Drawing::LAYOUT.offset(&path), PLACES.get(&path).copied(), "`{}`", path);
    }

    /// No text makes a lookup panic.
    #[test]
    fn any_text_is_a_path_or_none(path: String) {
        prop_assert_eq!(Drawing::LAYOUT.offset(&path), PLACES.get(&path).copied(), "`{}`", path);
        prop_assert_eq!(Drawing::LAYOUT.place(&path).is_some(), PLACES.contains_key(&path));
        prop_assert_eq!(
            Drawing::LAYOUT.field(&path).is_some(),
            Drawing::LAYOUT.fields().any(|field| field.name == path)
        );
    }
}

/// A part of a path that occurs somewhere in a [`Drawing`].
fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "version", "origin", "x", "y", "grid", "0", "1", "2", "3", "flag", "ends", "pair",
        "wrapped", "opaque", "",
    ])
}
