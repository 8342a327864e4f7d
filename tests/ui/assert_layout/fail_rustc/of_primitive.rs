use layout_core::assert_layout;

assert_layout!(u32, align == 8);

fn main() {}
