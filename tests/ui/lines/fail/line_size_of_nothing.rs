use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(cache_lines == 1, line_size())]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
