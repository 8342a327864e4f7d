use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size < 0)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
