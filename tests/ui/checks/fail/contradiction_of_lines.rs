use layout_core::Layout;

#[derive(Layout)]
#[repr(C, align(8))]
#[layout(same_line(length, version), separate_lines(version, length))]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
