use layout_core::Layout;

#[derive(Layout)]
#[repr(align(3))]
#[layout(size == 3)]
struct Packet(u8);

fn main() {}
