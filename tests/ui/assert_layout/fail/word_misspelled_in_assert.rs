use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

assert_layout!(Packet, size == 8, ofset(length) == 4);

fn main() {}
