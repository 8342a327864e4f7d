use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Header {
    kind: u8,
    len: u16,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(headers.1.len) == 6)]
struct Packet {
    version: u16,
    headers: [Header; 2],
}

fn main() {}
