use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(allow(padding_waste))]
struct Packet {
    version: u8,
    length: u16,
}

fn main() {}
