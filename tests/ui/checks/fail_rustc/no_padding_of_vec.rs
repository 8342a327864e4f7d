use layout_core::assert_layout;

assert_layout!(Vec<u8>, no_padding);

fn main() {}
