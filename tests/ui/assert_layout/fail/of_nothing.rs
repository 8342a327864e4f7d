use layout_core::assert_layout;

assert_layout!();

fn main() {}
