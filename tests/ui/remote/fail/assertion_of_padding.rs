use layout_core::assert_layout;

assert_layout!(remote std::ops::Range<u8>, no_padding);

fn main() {}
