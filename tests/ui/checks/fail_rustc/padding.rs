use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(padding <= 2)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
