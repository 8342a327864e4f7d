use layout_core::Layout;

#[derive(Layout)]
#[layout(async serve, size == 1)]
struct Packet {
    version: u8,
}

fn main() {}
