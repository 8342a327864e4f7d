use layout_core::Layout;

#[derive(Layout)]
#[repr(C, align(8))]
#[layout(same_line(version, length), same_line(length, version))]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
