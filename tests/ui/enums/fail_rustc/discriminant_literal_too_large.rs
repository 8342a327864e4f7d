use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
#[layout(discriminant(A) == 300)]
enum Large {
    A = 44,
}

#[derive(Layout)]
#[layout(discriminant(A) != 9_223_372_036_854_775_808)]
enum Free {
    A = 1,
}

fn main() {}
