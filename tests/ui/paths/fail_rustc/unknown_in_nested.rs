use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Header {
    kind: u8,
    len: u16,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(header.length) == 4)]
struct Packet {
    version: u16,
    header: Header,
}

fn main() {}
