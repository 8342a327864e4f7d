//! Fields, attributes and checks that depend on the configuration.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[cfg_attr(all(), repr(C))]
#[cfg_attr(any(), repr(packed))]
#[cfg_attr(all(), layout(size == 8))]
#[cfg_attr(any(), layout(size == 99))]
struct Packet {
    version: u8,
    #[cfg(any())]
    never: Missing,
    #[cfg(all())]
    #[cfg_attr(all(), layout(offset == 4))]
    #[cfg_attr(any(), layout(offset == 99))]
    length: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Tuple(#[cfg(any())] Missing, #[cfg(all())] u8, u16);

#[cfg_attr(all(), derive(Layout))]
#[cfg_attr(target_pointer_width = "64", layout(size == 24))]
#[cfg_attr(target_pointer_width = "32", layout(size == 12))]
struct Words {
    bytes: Vec<u8>,
}

#[cfg(any())]
#[derive(Layout)]
#[layout(size == 99)]
struct Absent(u8);

assert_layout!(Tuple, fields == 2, offset(1) == 2);

#[cfg(any())]
assert_layout!(Tuple, fields == 99);

fn main() {
    assert_eq!(Packet::LAYOUT.fields().len(), 2);
    assert_eq!(Packet::LAYOUT.offset("length"), Some(4));
    assert_eq!(Tuple::LAYOUT.offset("1"), Some(2));
    assert_eq!(Words::LAYOUT.size, 3 * size_of::<usize>());
}
