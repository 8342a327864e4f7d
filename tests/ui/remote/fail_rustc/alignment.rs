//! The type of the other crate is aligned to more.
use layout_core::Layout;

mod foreign {
    #[repr(C, align(4))]
    pub struct Packet {
        pub bytes: [u8; 4],
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Packet)]
#[repr(C)]
struct Packet {
    bytes: [u8; 4],
}

fn main() {}
