use layout_core::assert_layout;

assert_layout!(remote std::ops::RangeInclusive<u8>, offset(start) == 0);

fn main() {}
