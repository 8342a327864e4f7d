use layout_core::assert_layout;

assert_layout!(usize, portable);

fn main() {}
