use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(line_size(64), cache_lines == 1, line_size(128))]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
