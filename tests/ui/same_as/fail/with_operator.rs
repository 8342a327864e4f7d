use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(same_as == u64)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
