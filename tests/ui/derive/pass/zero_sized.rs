//! Fields and types of size 0.
#![deny(warnings)]

use std::marker::PhantomData;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, align == 8, padding == 4, offset(align) == 0, size(align) == 0)]
struct AlignedBy {
    align: [EmptyAligned; 0],
    value: u32,
    nothing: (),
}

#[derive(Layout)]
#[repr(C, align(8))]
#[layout(size == 0, align == 8, cache_lines == 0, no_padding)]
struct EmptyAligned;

#[derive(Layout)]
#[layout(size == 0, fields == 2, no_holes)]
struct Markers<T: ?Sized>(PhantomData<T>, [EmptyAligned; 3]);

assert_layout!(Markers<str>, align == 8, offset(1.2) == 0);
assert_layout!([AlignedBy; 0], size == 0, align == 8);
assert_layout!(PhantomData<[u8]>, size == 0);

fn main() {
    assert_eq!(AlignedBy::LAYOUT.fields().len(), 3);
    assert_eq!(AlignedBy::LAYOUT.offset("nothing"), Some(4));
}
