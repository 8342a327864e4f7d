use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    version: u8,
    #[layout(allow(unaligned-field))]
    length: u16,
}

fn main() {}
