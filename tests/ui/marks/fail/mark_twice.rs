use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(hot)]
    #[layout(hot)]
    version: u8,
    length: u16,
}

fn main() {}
