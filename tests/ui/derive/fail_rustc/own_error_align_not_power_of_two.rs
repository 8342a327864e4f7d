use layout_core::Layout;

#[derive(Layout)]
#[repr(align(3))]
#[layout(deny(bool-cluster), size == 3)]
struct Packet(bool, bool);

fn main() {}
