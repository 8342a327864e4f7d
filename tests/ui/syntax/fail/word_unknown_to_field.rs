use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(warm)]
    length: u32,
}

fn main() {}
