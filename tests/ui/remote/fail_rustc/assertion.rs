use layout_core::assert_layout;

assert_layout!(remote std::ops::RangeInclusive<u8>, size == 4);
assert_layout!(remote std::ops::Range<u64>, size(start) == 4);

fn main() {}
