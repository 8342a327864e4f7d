use layout_core::Layout;

#[derive(Layout)]
#[layout(allow())]
struct Packet {
    version: u8,
    length: u16,
}

fn main() {}
