//! The type of the other crate is packed.
use layout_core::Layout;

mod foreign {
    #[repr(C, packed)]
    pub struct Packet {
        pub kind: u8,
        pub len: u32,
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Packet)]
struct Packet {
    kind: u8,
    len: u32,
}

fn main() {}
