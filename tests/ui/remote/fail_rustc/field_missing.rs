//! A public field that only padding stands for.
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
#[layout(remote = foreign::Packet)]
#[repr(C)]
struct Packet {
    kind: u8,
    len: u32,
}

fn main() {}
