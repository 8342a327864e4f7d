use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

fn check<T>() {
    assert_layout!(T, size == 4);
}

fn main() {
    check::<Packet>();
}
