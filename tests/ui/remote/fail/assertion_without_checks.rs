use layout_core::assert_layout;

assert_layout!(remote std::ops::Range<u8>);

fn main() {}
