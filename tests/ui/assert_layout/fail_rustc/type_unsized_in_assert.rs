use layout_core::assert_layout;

assert_layout!(str, size == 4);

fn main() {}
