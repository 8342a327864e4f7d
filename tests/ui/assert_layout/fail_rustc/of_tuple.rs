use layout_core::assert_layout;

assert_layout!((u8, [u8; 2]), offset(1.1) == 0);

fn main() {}
