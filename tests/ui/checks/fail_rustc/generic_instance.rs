use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Ring<T, const N: usize> {
    head: u16,
    slots: [T; N],
}

assert_layout!(Ring<u8, 4>, size == 6);
assert_layout!(Ring<u32, 4>, size == 18);

fn main() {}
