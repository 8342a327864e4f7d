use layout_core::assert_layout;

assert_layout!(u32, padding == 0);

fn main() {}
