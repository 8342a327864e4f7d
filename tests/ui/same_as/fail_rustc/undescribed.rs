use layout_core::Layout;

mod ffi {
    // Of a crate that does not derive `Layout`.
    #[repr(C)]
    pub struct Stamp {
        pub seconds: u32,
        pub fraction: u32,
    }

    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct Packet {
        pub id: u32,
        pub stamp: Stamp,
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::Packet))]
struct Packet {
    id: u32,
    stamp: Stamp,
}

#[derive(Layout)]
#[repr(C)]
struct Stamp {
    fraction: u32,
    seconds: u32,
}

fn main() {}
