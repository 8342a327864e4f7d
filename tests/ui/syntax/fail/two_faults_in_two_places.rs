use layout_core::Layout;

#[derive(Layout)]
#[layout(sise == 8)]
struct Packet {
    #[layout(ofset == 4)]
    length: u32,
}

fn main() {}
