use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, crate = layout_core)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
