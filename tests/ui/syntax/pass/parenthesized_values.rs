//! Values in parentheses and braces, which are the user's own and no argument of a function to them.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

const WORDS: usize = 2;

#[derive(Layout)]
#[repr(C)]
#[layout(size == (WORDS * 4), align == { 4 })]
struct Packet {
    version: u8,
    #[layout(offset == (WORDS + 2))]
    length: u32,
}

assert_layout!(Packet, size == (WORDS * 4), align == { 4 });

fn main() {
    assert_eq!(Packet::LAYOUT.size, 8);
}
