use layout_core::Layout;

#[derive(Layout)]
#[layout(SIZE == 8)]
struct Packet {
    length: u32,
}

fn main() {}
