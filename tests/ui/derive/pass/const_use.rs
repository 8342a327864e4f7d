//! All metadata in constants, in array lengths and in `const fn`s.
#![deny(warnings)]

use layout_core::layout::{Fields, Holes, Kind, Slot, Walk};
use layout_core::{FieldLayout, Hole, Layout, Repr, TypeLayout};

#[derive(Layout)]
#[repr(C)]
struct Inner {
    flag: u8,
    value: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Outer {
    version: u8,
    inner: Inner,
    rows: [Inner; 3],
    checksum: u32,
}

const LAYOUT: TypeLayout = Outer::LAYOUT;
static IN_STATIC: TypeLayout = Outer::LAYOUT;
const VALUE_AT: usize = Outer::LAYOUT.offset("inner.value").unwrap();
const ROW_AT: usize = LAYOUT.offset("rows.2.value").unwrap();
const NONE: Option<usize> = LAYOUT.offset("rows.3");
const SIZE: usize = Outer::LAYOUT.size;
const FIELD: FieldLayout = Outer::LAYOUT.field("checksum").unwrap();
const END: usize = FIELD.end().unwrap();
const HOLE: Hole = Outer::LAYOUT.holes().next().unwrap();
const MASK: [bool; SIZE] = Outer::LAYOUT.padding_mask();
const REPR: Repr = Outer::LAYOUT.repr;
const IS_STRUCT: bool = matches!(Outer::LAYOUT.kind, Kind::Struct);
const ELEMENT: usize = <[Inner; 3]>::LAYOUT.element().unwrap().size;
const NESTED: &TypeLayout = Outer::LAYOUT.field("inner").unwrap().layout().unwrap();
const PLACE: usize = Outer::LAYOUT.place("rows.1").unwrap().size;
const LINES: usize = Outer::LAYOUT.cache_lines();
const DEEP: usize = Outer::LAYOUT.least_deep_padding();
const TRAILING: usize = Outer::LAYOUT.trailing_padding();
const NTH: FieldLayout = Outer::LAYOUT.fields().get(2).unwrap();

const fn count_holes(mut holes: Holes) -> usize {
    let mut count = 0;
    while let Some(hole) = holes.next() {
        assert!(hole.is_internal() && hole.end() > hole.offset);
        count += 1;
    }
    count
}

const fn sum_of_fields(mut fields: Fields) -> usize {
    let mut sum = 0;
    while let Some(field) = fields.next() {
        sum += field.size;
    }
    sum
}

const fn sum_of_slots(mut walk: Walk) -> usize {
    let mut sum = 0;
    while let Some(slot) = walk.next() {
        sum += match slot {
            Slot::Field(field) => field.size,
            Slot::Padding(hole) => hole.size,
        };
    }
    sum
}

const HOLES: usize = count_holes(Outer::LAYOUT.holes());
const SUM: usize = sum_of_fields(Outer::LAYOUT.fields()) + Outer::LAYOUT.padding();
const WALKED: usize = sum_of_slots(Outer::LAYOUT.walk());

const fn size_of_described<T: Layout>() -> usize {
    T::LAYOUT.size
}

fn main() {
    let buffer = [0_u8; Outer::LAYOUT.size];
    let report = const { layout_core::LayoutReport::new(Outer::LAYOUT) };
    assert_eq!((buffer.len(), IN_STATIC.size, size_of_described::<Outer>()), (SIZE, SIZE, SIZE));
    assert_eq!((VALUE_AT, ROW_AT, NONE), (4, 16, None));
    assert_eq!((END, HOLE.offset, HOLE.size), (24, 1, 1));
    assert_eq!(MASK.iter().filter(|byte| **byte).count(), Outer::LAYOUT.padding());
    assert_eq!((REPR, IS_STRUCT, ELEMENT, NESTED.name), (Repr::C, true, 4, "Inner"));
    assert_eq!((PLACE, LINES, DEEP, TRAILING, NTH.name), (4, 1, 7, 0, "rows"));
    assert_eq!((HOLES, SUM, WALKED), (2, SIZE, SIZE));
    assert_eq!(report.layout().size, SIZE);
}
