use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(i8)]
#[layout(discriminant(A) == 1.9)]
enum Float {
    A = 1,
}

#[derive(Layout)]
#[repr(i8)]
#[layout(discriminant(A) == u128::MAX)]
enum Wide {
    A = -1,
}

#[derive(Layout)]
#[repr(u8)]
#[layout(discriminant(A) == -1)]
enum Negative {
    A = 255,
}

assert_layout!(Float, discriminant(A) == 1.9);

fn main() {}
