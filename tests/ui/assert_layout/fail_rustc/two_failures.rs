use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

assert_layout!(Packet, size == 12, align == 4, offset(length) > 4, no_padding);

fn main() {}
