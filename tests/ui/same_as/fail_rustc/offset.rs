use layout_core::Layout;

mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct Packet {
        pub length: u16,
        pub version: u8,
        pub checksum: u32,
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::Packet))]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

fn main() {}
