use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    #[layout(offset == 4, offset == 4)]
    length: u32,
}

fn main() {}
