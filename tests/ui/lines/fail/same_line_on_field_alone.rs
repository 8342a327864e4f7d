use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    #[layout(same_line)]
    length: u32,
}

fn main() {}
