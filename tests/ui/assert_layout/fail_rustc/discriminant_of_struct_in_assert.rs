use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

assert_layout!(Packet, discriminant(version) == 1);

fn main() {}
