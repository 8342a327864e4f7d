use layout_core::Layout;

#[derive(Layout)]
#[repr(D)]
#[layout(size == 8)]
struct Packet {
    version: u32,
    length: u32,
}

fn main() {}
