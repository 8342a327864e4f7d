use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, offset(length) == 4)]
struct Packet {
    version: u8,
    length: Missing,
}

fn main() {}
