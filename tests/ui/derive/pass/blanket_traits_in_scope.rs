//! Traits of the user's, implemented for every type, whose names are those of the expansion.
#![deny(warnings)]

use std::num::Wrapping;

use layout_core::{Layout, assert_layout};

trait Everything {
    const LAYOUT: u8 = 1;
    const UNCHECKED: u8 = 1;
    const FIELD: u8 = 1;
    const SUBJECT: u8 = 1;
    const SIZE: u8 = 1;
    const ALIGN: u8 = 1;
    const RUST: u8 = 1;
    const C: u8 = 1;
    fn layout_report() {}
    fn packed(&self) {}
    fn aligned(&self) {}
    fn size(&self) {}
}

impl<T: ?Sized> Everything for T {}

/// Not described.
struct Foreign(#[expect(dead_code)] u32);

#[derive(Layout)]
#[repr(C, align(4))]
#[layout(size == 12, offset(1) == 4)]
struct Concrete(u8, Foreign, Wrapping<u32>);

#[derive(Layout)]
#[repr(C, packed(2))]
#[layout(size == 6)]
struct Generic<T>(u8, T);

assert_layout!(Concrete, size == 12, offset(2) == 8);
assert_layout!(Foreign, size == 4, align == 4, cache_lines == 1);
assert_layout!(Generic<Foreign>, offset(1) == 2);

fn main() {
    assert_eq!(<Concrete as Layout>::LAYOUT.size, 12);
    assert_eq!(<Generic<Foreign> as Layout>::LAYOUT.padding(), 1);
    assert_eq!(<Concrete as Everything>::LAYOUT, 1);
}
