//! A crate that forbids `unsafe`.
#![forbid(unsafe_code)]
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C, packed)]
#[layout(size == 5, no_padding)]
struct Packed {
    tag: u8,
    #[layout(offset == 1)]
    value: u32,
}

#[derive(Layout)]
#[layout(size >= size_of::<T>())]
struct Generic<T>(T);

assert_layout!(Packed, offset(value) == 1);
assert_layout!(Generic<u8>, size == 1);

fn main() {
    assert_eq!(Packed::LAYOUT.padding(), 0);
}
