use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(align == 4, size == 10)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
