use layout_core::Layout;

#[derive(Layout)]
#[layout(contnded = "a")]
struct Packet {
    length: u32,
}

fn main() {}
