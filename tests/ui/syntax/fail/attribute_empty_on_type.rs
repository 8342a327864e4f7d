use layout_core::Layout;

#[derive(Layout)]
#[layout()]
struct Packet {
    length: u32,
}

fn main() {}
