use layout_core::Layout;

#[derive(Layout)]
#[layout(print)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
