use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Header {
    kind: u8,
    len: u16,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(header.len) > 8)]
struct Packet {
    version: u32,
    header: Header,
}

fn main() {}
