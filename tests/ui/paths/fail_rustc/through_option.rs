use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(length.0) == 4)]
struct Packet {
    version: u8,
    length: Option<u16>,
}

fn main() {}
