//! `assert_layout!` wherever an item or a statement may stand.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

assert_layout!(Packet, size == 8);
layout_core::assert_layout! { Packet, size == 8, align == 4 }
::layout_core::assert_layout![Packet, padding == 3];

mod inner {
    use super::Packet;

    layout_core::assert_layout!(Packet, offset(length) == 4,);
    layout_core::assert_layout!(self::Packet, offset(length) == 4);
    layout_core::assert_layout!(crate::Packet, offset(length) == 4);
    layout_core::assert_layout!(super::Packet, offset(length) == 4);
}

const _: () = {
    assert_layout!(Packet, size == 8);
};

const fn checked() -> usize {
    assert_layout!(Packet, padding == 3);
    1
}

trait Described {
    fn describe() {
        assert_layout!(Packet, fields == 2);
    }
}

impl Described for Packet {}

fn generic<T>(_: T) {
    assert_layout!(Packet, size(length) == 4);
    assert_layout!(Option<u8>, size == 2);
}

fn main() {
    assert_layout!(Packet, size == 8);
    assert_layout! { Packet, size == 8 }
    const {
        assert_layout!(Packet, size == 8);
    }
    let block = {
        assert_layout!(Packet, size == 8);
        2
    };
    let closure = || {
        assert_layout!(Packet, size == 8);
    };
    match block {
        2 => {
            assert_layout!(Packet, size == 8);
        }
        _ => unreachable!(),
    }
    closure();
    generic("text");
    Packet::describe();
    assert_eq!(checked() + block, 3);
}
