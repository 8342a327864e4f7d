//! A crate without `std` and `alloc` of its own.
#![no_std]
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, no_padding)]
struct Registers {
    control: u32,
    #[layout(offset == 4)]
    status: u32,
}

#[derive(Layout)]
#[layout(size == 2 * N)]
struct Samples<const N: usize>([u16; N]);

assert_layout!(Registers, offset(status) == 4);
assert_layout!(Samples<3>, size == 6);

const STATUS_AT: usize = Registers::LAYOUT.offset("status").unwrap();

extern crate std; // for `main`

fn main() {
    std::assert_eq!(STATUS_AT, 4);
}
