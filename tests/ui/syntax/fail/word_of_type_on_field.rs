use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    #[layout(no_padding)]
    length: u32,
}

fn main() {}
