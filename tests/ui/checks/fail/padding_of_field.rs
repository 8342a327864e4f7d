use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(padding(length) == 0)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
