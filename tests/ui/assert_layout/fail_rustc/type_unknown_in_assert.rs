use layout_core::assert_layout;

assert_layout!(Missing, size == 4);

fn main() {}
