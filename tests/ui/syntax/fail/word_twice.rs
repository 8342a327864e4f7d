use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable, size == 8, portable)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
