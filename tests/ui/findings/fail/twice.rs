use layout_core::Layout;

#[derive(Layout)]
#[layout(allow(reorder), deny(padding-waste, reorder))]
struct Packet {
    version: u8,
    length: u16,
}

fn main() {}
