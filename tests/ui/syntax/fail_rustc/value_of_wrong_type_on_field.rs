use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    #[layout(offset == 4u32)]
    length: u32,
}

fn main() {}
