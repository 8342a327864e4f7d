use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(-1) == 4)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
