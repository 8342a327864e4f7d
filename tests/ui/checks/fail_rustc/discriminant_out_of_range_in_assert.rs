use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(u8)]
enum Unsigned {
    A,
    B = 255,
}

assert_layout!(Unsigned, discriminant(A) == 300);
assert_layout!(Unsigned, discriminant(B) != -1);

fn main() {}
