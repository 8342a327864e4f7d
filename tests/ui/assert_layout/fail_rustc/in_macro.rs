use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

macro_rules! pin {
    ($ty:ty = $size:expr) => {
        assert_layout!($ty, size == $size);
    };
}

pin!(Packet = 4 + 5);

fn main() {}
