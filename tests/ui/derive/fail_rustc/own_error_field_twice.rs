use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8)]
struct Packet {
    length: u32,
    length: u32,
}

fn main() {}
