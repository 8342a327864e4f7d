//! The other type has no field of the name.
use layout_core::Layout;

mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct Packet {
        pub len: u32,
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::Packet, rename(length = lenght)))]
struct Packet {
    length: u32,
}

fn main() {}
