use layout_core::{Layout, assert_layout};

#[derive(Layout)]
struct Wrapper<T>(#[layout(size <= 4)] T);

assert_layout!(Wrapper<[u8; 5]>, align == 1);

fn main() {}
