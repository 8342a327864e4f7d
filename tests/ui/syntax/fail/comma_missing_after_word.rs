use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(no_holes size == 8)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
