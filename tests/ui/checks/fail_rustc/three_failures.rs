use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 12, align == 4, padding < 3)]
struct Packet {
    version: u8,
    #[layout(offset == 1)]
    length: u32,
}

fn main() {}
