use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(same_line(version))]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
