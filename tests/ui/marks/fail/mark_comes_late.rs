use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(size == 1, hot)]
    version: u8,
    length: u16,
}

fn main() {}
