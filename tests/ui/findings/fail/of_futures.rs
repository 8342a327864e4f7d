use layout_core::Layout;

#[derive(Layout)]
#[layout(deny(large-held-local))]
struct Packet {
    version: u8,
}

fn main() {}
