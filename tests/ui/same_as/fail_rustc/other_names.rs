use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::Ports))]
struct Ports {
    sport: u16,
    dport: u16,
}

mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct Ports {
        pub dport: u16,
        pub sport: u16,
    }
}

assert_layout!(Ports, same_as(ffi::Ports, rename(sport = dport)));

fn main() {}
