use layout_core::assert_layout;

assert_layout!(u64, niche);

fn main() {}
