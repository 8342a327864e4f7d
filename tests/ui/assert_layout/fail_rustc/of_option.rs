use layout_core::assert_layout;

assert_layout!(Option<u32>, size == 4);

fn main() {}
