use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(fingerprint < 7)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
