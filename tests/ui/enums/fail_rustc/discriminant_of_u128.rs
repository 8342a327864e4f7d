use layout_core::Layout;

#[derive(Layout)]
#[repr(u128)]
#[layout(discriminant(Most) < 9, discriminant(Most) == u128::MAX - 1)]
enum Wide {
    None = 0,
    Most = u128::MAX,
}

fn main() {}
