use layout_core::{Layout, copy_with_zeroed_padding};

#[derive(Layout)]
#[repr(C)]
struct Tagged<T> {
    tag: u8,
    value: T,
}

fn main() {
    copy_with_zeroed_padding(&Tagged { tag: 1, value: 2_u32 }, &mut [0; 64]);
}
