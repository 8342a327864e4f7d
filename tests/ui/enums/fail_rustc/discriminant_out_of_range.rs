use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(i8)]
enum Small {
    A = -1,
}

assert_layout!(Small, discriminant(A) == 255);
assert_layout!(Small, discriminant(A) == u128::MAX);
assert_layout!(Small, discriminant(A) == 340282366920938463463374607431768211455);

fn main() {}
