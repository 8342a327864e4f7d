use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

assert_layout!(Packet, sise == 8, align == 4, padding = 3);

fn main() {}
