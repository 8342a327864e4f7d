//! Everything that a layout says of a struct, for every shape.

use layout_core::layout::Slot;
use layout_core::{FieldLayout, Hole};

use crate::model::{Gap, Shape};
use crate::shapes;

#[test]
fn there_are_as_many_shapes_as_were_written() {
    assert_eq!((shapes::masks().len(), shapes::all().len()), (41, 41 + 3 * 60));
}

#[test]
fn sizes_and_fields_are_those_of_the_compiler() {
    for Shape { name, layout, size, align, fields } in shapes::all() {
        assert_eq!((layout.size, layout.align), (size, align), "size and align of {name}");
        assert_eq!(layout.fields().len(), fields.len(), "number of fields of {name}");
        for (field, truth) in layout.fields().zip(&fields) {
            assert_eq!(
                (field.name, field.offset, field.size, field.align),
                (truth.name.as_str(), Some(truth.offset), truth.size, truth.align),
                "a field of {name}"
            );
            assert_eq!(field.end(), Some(truth.offset + truth.size), "end of {field:?} of {name}");
        }
    }
}

#[test]
fn fields_are_found_by_name_and_by_index() {
    for Shape { name, layout, fields, .. } in shapes::all() {
        for (index, truth) in fields.iter().enumerate() {
            let truth = (truth.name.as_str(), Some(truth.offset));
            let place = |field: FieldLayout| (field.name, field.offset);
            assert_eq!(layout.field(truth.0).map(place), Some(truth), "field() of {name}");
            assert_eq!(layout.fields().get(index).map(place), Some(truth), "get() of {name}");
            assert_eq!(layout.offset(truth.0), truth.1, "offset() of {name}");
        }
        assert!(layout.fields().get(fields.len()).is_none(), "a field too many of {name}");
        for wrong in ["", "A", "aa", "a:", "0", "a.b.c.d", ".", "a.", ".a", " a", "a\n"] {
            assert_eq!(layout.offset(wrong), None, "`{wrong}` is no field of {name}");
        }
    }
}

/// Each byte is walked over once, in order, and so is each field, also one of size 0, which may share
/// its offset with another.
#[test]
fn walks_go_over_every_byte_in_order() {
    for shape in shapes::all() {
        let name = &shape.name;
        let mut walked = Vec::new();
        let mut fields = Vec::new();
        for slot in shape.layout.walk() {
            let (offset, size, owner) = match slot {
                Slot::Field(field) => {
                    let offset = field.offset.expect("the offsets of a struct are known");
                    fields.push((field.name.to_owned(), offset));
                    (offset, field.size, shape.index(field.name))
                }
                Slot::Padding(hole) => (hole.offset, hole.size, None),
            };
            let is_in_order = offset == walked.len() || (size == 0 && offset < walked.len());
            assert!(is_in_order, "{slot:?} is not where the last one ended in {name}");
            walked.extend(vec![owner; size]);
        }
        assert_eq!(walked, shape.owners(), "owners of the bytes of {name}");
        assert_eq!(fields, shape.in_memory_order(), "fields of {name} in memory order");
    }
}

#[test]
fn holes_are_the_runs_of_bytes_without_an_owner() {
    for shape in shapes::all() {
        let name = &shape.name;
        let gap = |hole: Hole| Gap {
            offset: hole.offset,
            size: hole.size,
            is_internal: hole.is_internal(),
        };
        let holes: Vec<Gap> = shape.layout.holes().map(gap).collect();
        assert_eq!(holes, shape.gaps(), "holes of {name}");
        let padding = shape.mask().iter().filter(|is_padding| **is_padding).count();
        assert_eq!(shape.layout.padding(), padding, "padding() of {name}");
        assert_eq!(
            shape.layout.trailing_padding(),
            shape.trailing(),
            "trailing_padding() of {name}"
        );
    }
}

#[test]
fn masks_mark_the_bytes_without_an_owner() {
    for (mask, shape) in shapes::masks().into_iter().zip(shapes::all()) {
        assert_eq!(mask, shape.mask(), "padding_mask() of {}", shape.name);
    }
}

#[test]
fn masks_may_be_shorter_or_longer_than_the_type() {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    struct Packet(u8, u16, u8);

    assert_eq!(Packet::LAYOUT.padding_mask(), [false; 0]);
    assert_eq!(Packet::LAYOUT.padding_mask::<2>(), [false, true]);
    let mask = [false, true, false, false, false, true, false, false];
    assert_eq!(Packet::LAYOUT.padding_mask::<8>(), mask);
}

/// What lies inside fields counts once for each field and element that is described.
#[test]
fn deep_padding_counts_what_lies_inside_fields() {
    for shape in shapes::all() {
        let inside: usize = shape
            .layout
            .fields()
            .filter_map(|field| field.layout())
            .map(layout_core::TypeLayout::least_deep_padding)
            .sum();
        assert_eq!(
            shape.layout.least_deep_padding(),
            shape.layout.padding() + inside,
            "least_deep_padding() of {}",
            shape.name
        );
    }
}
