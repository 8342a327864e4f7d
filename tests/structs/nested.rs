//! Paths through structs, tuples and arrays, and what is known of the type at their end.

use std::mem::offset_of;

use layout_core::layout::Kind;
use layout_core::{Layout, TypeLayout};

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Point {
    x: u8,
    y: u16,
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Segment {
    flag: bool,
    ends: [Point; 2],
    /// `(u8, u16)` is not `repr(C)`: where its fields lie is the compiler's to choose.
    pair: (u8, u16),
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Drawing {
    version: u8,
    origin: Point,
    grid: [[Segment; 2]; 3],
    wrapped: Wrapped,
    opaque: Option<Point>,
}

#[derive(Layout)]
#[repr(transparent)]
pub(crate) struct Wrapped(Segment);

/// Every path that leads somewhere in a [`Drawing`], and where: by `offset_of!` alone.
pub(crate) fn places() -> Vec<(String, usize)> {
    let mut places = vec![("version".to_owned(), offset_of!(Drawing, version))];
    let mut add = |path: String, offset: usize| places.push((path, offset));
    push_point(&mut add, "origin", offset_of!(Drawing, origin));
    add("grid".to_owned(), offset_of!(Drawing, grid));
    for row in 0..3 {
        let at = offset_of!(Drawing, grid) + row * size_of::<[Segment; 2]>();
        add(format!("grid.{row}"), at);
        for column in 0..2 {
            let at = at + column * size_of::<Segment>();
            push_segment(&mut add, &format!("grid.{row}.{column}"), at);
        }
    }
    add("wrapped".to_owned(), offset_of!(Drawing, wrapped));
    push_segment(&mut add, "wrapped.0", offset_of!(Drawing, wrapped.0));
    add("opaque".to_owned(), offset_of!(Drawing, opaque));
    places
}

fn push_segment(add: &mut impl FnMut(String, usize), path: &str, at: usize) {
    add(path.to_owned(), at);
    add(format!("{path}.flag"), at + offset_of!(Segment, flag));
    add(format!("{path}.ends"), at + offset_of!(Segment, ends));
    for end in 0..2 {
        let offset = at + offset_of!(Segment, ends) + end * size_of::<Point>();
        push_point(add, &format!("{path}.ends.{end}"), offset);
    }
    add(format!("{path}.pair"), at + offset_of!(Segment, pair));
    add(format!("{path}.pair.0"), at + offset_of!(Segment, pair.0));
    add(format!("{path}.pair.1"), at + offset_of!(Segment, pair.1));
}

fn push_point(add: &mut impl FnMut(String, usize), path: &str, at: usize) {
    add(path.to_owned(), at);
    add(format!("{path}.x"), at + offset_of!(Point, x));
    add(format!("{path}.y"), at + offset_of!(Point, y));
}

#[test]
fn paths_lead_where_offset_of_does() {
    let places = places();
    // 1 + 3 + 1 + 3 + (6 + 1) segments of 12 paths, + 2
    assert_eq!(places.len(), 1 + 3 + 1 + 3 + 7 * 12 + 2);
    for (path, offset) in places {
        assert_eq!(Drawing::LAYOUT.offset(&path), Some(offset), "offset of `{path}`");
        assert_eq!(Drawing::LAYOUT.place(&path).unwrap().offset, Some(offset), "place of `{path}`");
    }
}

#[test]
fn places_know_their_type() {
    let place = |path| Drawing::LAYOUT.place(path).unwrap_or_else(|| panic!("no `{path}`"));
    let name = |path| place(path).layout.map(|layout| layout.name);
    for (path, size, align, layout) in [
        ("origin", size_of::<Point>(), 2, Some("Point")),
        ("origin.y", 2, 2, Some("u16")),
        ("grid", 6 * size_of::<Segment>(), 2, Some("array")),
        ("grid.2", 2 * size_of::<Segment>(), 2, Some("array")),
        ("grid.2.1", size_of::<Segment>(), 2, Some("Segment")),
        ("grid.2.1.pair", 4, 2, Some("tuple")),
        ("wrapped.0.ends.1.x", 1, 1, Some("u8")),
        ("opaque", size_of::<Option<Point>>(), 2, Some("Option")),
    ] {
        let place = place(path);
        assert_eq!((place.size, place.align), (size, align), "size and align of `{path}`");
        assert_eq!(name(path), layout, "type of `{path}`");
    }
}

#[test]
fn paths_that_lead_nowhere_have_no_place() {
    for path in [
        "",
        ".",
        "origin.",
        ".origin",
        "origin..x",
        "origin.z",
        "origin.x.0",
        "grid.3",
        "grid.0.2",
        "grid.-1",
        "grid.+1",
        "grid.x",
        "grid.0.0.pair.2",
        "grid.18446744073709551616",
        "grid.340282366920938463463374607431768211456",
        "wrapped.1",
        "wrapped.0.0",
        "opaque.0",
        "opaque.x",
        "Origin",
        "origin .x",
    ] {
        assert!(Drawing::LAYOUT.place(path).is_none(), "`{path}` leads nowhere");
    }
}

/// The layouts of the fields' types are the same as those that the types state of themselves.
#[test]
fn fields_carry_the_layout_of_their_type() {
    let grid = Drawing::LAYOUT.field("grid").unwrap().layout().unwrap();
    assert_eq!(grid.kind, Kind::Array { len: 3 });
    let row = grid.element().unwrap();
    assert_eq!(row.kind, Kind::Array { len: 2 });
    let segment = row.element().unwrap();
    assert_eq!((segment.name, segment.size), ("Segment", size_of::<Segment>()));
    assert_eq!(segment.type_name(), std::any::type_name::<Segment>());
    assert!(segment.element().is_none());
    assert_eq!(Drawing::LAYOUT.field("opaque").unwrap().layout().unwrap().kind, Kind::Opaque);
}

/// Point: 1. Segment: 1 of its own, 2 in its points, 1 in its pair. Six segments in the grid and
/// one wrapped, one point, 1 of the drawing itself.
#[test]
fn deep_padding_multiplies_by_the_length_of_arrays() {
    assert_eq!(Point::LAYOUT.least_deep_padding(), 1);
    assert_eq!((Segment::LAYOUT.padding(), Segment::LAYOUT.least_deep_padding()), (1, 4));
    assert_eq!(<[[Segment; 2]; 3]>::LAYOUT.least_deep_padding(), 24);
    assert_eq!(
        (Drawing::LAYOUT.padding(), Drawing::LAYOUT.least_deep_padding()),
        (1, 1 + 1 + 24 + 4)
    );
}

#[test]
fn types_that_list_no_fields_have_no_padding_that_is_known() {
    let layouts: [TypeLayout; 4] =
        [u32::LAYOUT, <[u32; 4]>::LAYOUT, <&u32>::LAYOUT, <Option<u32>>::LAYOUT];
    for layout in layouts {
        assert_eq!(layout.padding(), 0, "{}", layout.name);
        assert_eq!(layout.trailing_padding(), 0, "{}", layout.name);
        assert_eq!(layout.least_deep_padding(), 0, "{}", layout.name);
        assert_eq!(layout.walk().count() + layout.holes().count(), 0, "{}", layout.name);
        assert!(layout.fields().is_empty(), "{}", layout.name);
    }
}
