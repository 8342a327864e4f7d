use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(crate == layout_core)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
