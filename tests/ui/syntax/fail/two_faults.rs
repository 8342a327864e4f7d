use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(sise == 8, align = 4, padding == 3)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
