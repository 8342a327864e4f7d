//! Paths lead into a generic field if the type's own bounds say that it is described.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Inner {
    flag: u8,
    value: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(body) == 4)]
struct Framed<T: Layout> {
    tag: u8,
    body: T,
}

#[derive(Layout)]
#[repr(C)]
struct Where<T>
where
    T: Clone + layout_core::Layout,
{
    tag: u8,
    body: [T; 2],
}

#[derive(Layout)]
#[repr(C)]
struct Unbounded<T> {
    tag: u8,
    body: T,
}

assert_layout!(Framed<Inner>, offset(body.value) == 8, size == 12);
assert_layout!(Framed<[Framed<Inner>; 2]>, offset(body.1.body.value) == 4 + 12 + 8);
assert_layout!(Where<u32>, offset(body.1) == 8);
assert_layout!(Unbounded<Inner>, offset(body) == 4, size(body) == 8);

fn main() {
    assert_eq!(Framed::<Inner>::LAYOUT.least_deep_padding(), 6);
    assert_eq!(Unbounded::<Inner>::LAYOUT.least_deep_padding(), 3);
    assert_eq!(Unbounded::<Inner>::LAYOUT.offset("body.value"), None);
}
