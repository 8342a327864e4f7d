//! `assert_layout!` as the last of a `const` block: in braces, or with a semicolon behind it.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

const fn checked() {
    const { assert_layout! { Packet, size == 8, align == 4 } }
    const {
        assert_layout!(Packet, offset(length) == 4);
    }
}

fn generic<T>(value: T) -> T {
    const { assert_layout! { Packet, padding == 3 } }
    value
}

fn main() {
    checked();
    assert_eq!(generic(3), 3);
}
