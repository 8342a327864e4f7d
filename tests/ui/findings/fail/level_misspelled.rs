use layout_core::Layout;

#[derive(Layout)]
#[layout(alow(padding-waste))]
struct Packet {
    version: u8,
    length: u16,
}

fn main() {}
