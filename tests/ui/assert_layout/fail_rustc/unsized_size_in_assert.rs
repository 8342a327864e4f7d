use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(align == 2)]
struct Message {
    length: u16,
    body: [u8],
}

assert_layout!(Message, size == 2);

fn main() {}
