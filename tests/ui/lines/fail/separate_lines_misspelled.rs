use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(separate_line(version, length))]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
