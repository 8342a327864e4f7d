use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(deny(padding-waste, padding-waste))]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
