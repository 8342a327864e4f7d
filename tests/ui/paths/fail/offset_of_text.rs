use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(offset("length") == 4)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
