use layout_core::Layout;

#[derive(Layout)]
#[repr(packed, align(8))]
#[layout(size == 8)]
struct Packet(u32);

fn main() {}
