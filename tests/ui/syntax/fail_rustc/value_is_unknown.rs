use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == SIZE_OF_PACKET)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
