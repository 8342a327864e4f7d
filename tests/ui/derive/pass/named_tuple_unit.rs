//! The three shapes of a struct.
#![deny(warnings)]

use layout_core::layout::Kind;
use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, fields == 3)]
struct Named {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(0) == 0, offset(1) == 4)]
struct Tuple(u8, u32);

#[derive(Layout)]
#[layout(size == 0, align == 1, no_padding)]
struct Unit;

#[derive(Layout)]
#[layout(fields == 0)]
struct NoNames {}

#[derive(Layout)]
#[layout(fields == 0)]
struct NoNumbers();

assert_layout!(Tuple, size(1) == 4);
assert_layout!(Unit, size == 0);

fn main() {
    assert_eq!(Named::LAYOUT.kind, Kind::Struct);
    assert_eq!(Tuple::LAYOUT.kind, Kind::TupleStruct);
    assert_eq!(Unit::LAYOUT.kind, Kind::UnitStruct);
    assert_eq!(NoNames::LAYOUT.kind, Kind::Struct);
    assert_eq!(NoNumbers::LAYOUT.kind, Kind::TupleStruct);
    assert_eq!(Named::LAYOUT.offset("length"), Some(std::mem::offset_of!(Named, length)));
    assert_eq!(Tuple::LAYOUT.offset("1"), Some(std::mem::offset_of!(Tuple, 1)));
}
