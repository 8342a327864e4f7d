use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    #[layout(crate = layout_core)]
    length: u32,
}

fn main() {}
