//! A field that only the other crate may name.
use layout_core::Layout;

mod foreign {
    #[repr(C)]
    #[derive(Default)]
    pub struct Header {
        pub kind: u8,
        pub len: u32,
        secret: u32,
    }

    #[repr(C)]
    pub struct Packet {
        pub kind: u8,
        pub flags: u8,
        pub len: u32,
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Header)]
#[repr(C)]
struct Header {
    kind: u8,
    len: u32,
    secret: u32,
}

fn main() {}
