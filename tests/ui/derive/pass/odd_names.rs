//! Names against the conventions, and the same name in several namespaces and modules.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[allow(non_camel_case_types, non_snake_case)]
#[repr(C)]
#[layout(size == 4, offset(LENGTH) == 2)]
struct wire_packet {
    Version: u8,
    LENGTH: u16,
}

mod a {
    #[derive(layout_core::Layout)]
    #[layout(size == 1)]
    pub struct Same(pub u8);
}

mod b {
    #[derive(layout_core::Layout)]
    #[layout(size == 2)]
    pub struct Same(pub u16);
}

#[derive(Layout)]
#[layout(size == 4)]
struct Fn(u32);

#[allow(non_snake_case, dead_code)]
fn Size() {}

#[derive(Layout)]
#[repr(C)]
#[layout(size == 3, offset(size) == 0, size(size) == 1, align(align) == 1, offset(offset) == 2)]
struct Words {
    #[layout(size == 1)]
    size: u8,
    align: u8,
    offset: u8,
}

assert_layout!(a::Same, size == 1);
assert_layout!(b::Same, size == 2);

fn main() {
    assert_eq!(wire_packet::LAYOUT.offset("LENGTH"), Some(2));
    assert_eq!(Fn::LAYOUT.size, 4);
    assert_eq!(Words::LAYOUT.size, 3);
}
