use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size <= 16)]
struct Small<T> {
    count: u32,
    items: [T; 4],
}

assert_layout!(Small<u8>, align == 4);
assert_layout!(Small<u32>, align == 4);

fn main() {}
