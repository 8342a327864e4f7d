use layout_core::Layout;

#[derive(Layout, Layout)]
struct Packet(u8);

fn main() {}
