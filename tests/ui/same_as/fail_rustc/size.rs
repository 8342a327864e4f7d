use layout_core::Layout;

#[expect(non_camel_case_types)]
mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct packet {
        pub version: u8,
        pub length: u32,
        pub checksum: u32,
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::packet))]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

fn main() {}
