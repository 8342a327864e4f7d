use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    #[layout(offset == 1)]
    length: u32,
}

fn main() {}
