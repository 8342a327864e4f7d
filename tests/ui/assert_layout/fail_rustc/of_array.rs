use layout_core::assert_layout;

assert_layout!([u8; 12], cache_lines == 2);

fn main() {}
