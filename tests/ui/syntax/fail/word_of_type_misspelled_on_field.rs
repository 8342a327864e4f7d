use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(no_paddin)]
    length: u32,
}

fn main() {}
