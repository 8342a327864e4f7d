use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, size == 0x8)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
