use layout_core::{Layout, assert_layout};

#[derive(Layout)]
struct Packet {
    length: u32,
}

assert_layout!(Packet, Contended);

fn main() {}
