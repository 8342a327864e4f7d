use layout_core::Layout;

#[derive(Layout)]
#[layout(allow(dead_code))]
struct Packet {
    version: u8,
    length: u16,
}

fn main() {}
