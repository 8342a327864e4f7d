use layout_core::Layout;

#[derive(Layout)]
#[layout(discriminant(A) != 9_223_372_036_854_775_808)]
enum Free {
    A = 1,
}

fn main() {}
