use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(redact = true)]
    version: u8,
    length: u16,
}

fn main() {}
