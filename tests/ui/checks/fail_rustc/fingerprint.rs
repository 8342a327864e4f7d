use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(fingerprint == 0x1234)]
struct Packet {
    version: u8,
    length: u32,
}

fn main() {}
