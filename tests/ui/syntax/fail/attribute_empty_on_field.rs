use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout()]
    length: u32,
}

fn main() {}
