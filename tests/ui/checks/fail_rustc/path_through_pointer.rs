use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Header {
    version: u8,
}

#[derive(Layout)]
#[repr(C)]
#[layout(size(header.version) == 1)]
struct Packet {
    header: &'static Header,
}

fn main() {}
