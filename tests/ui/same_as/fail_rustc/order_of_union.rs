//! All fields are at one place, so the rows that differ are those in another order.
use layout_core::Layout;

mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub union Word {
        pub float: f32,
        pub int: u32,
        pub bytes: [u8; 4],
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::Word))]
union Word {
    int: u32,
    float: f32,
    bytes: [u8; 4],
}

fn main() {}
