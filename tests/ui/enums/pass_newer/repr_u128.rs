use layout_core::Layout;

#[derive(Layout)]
#[repr(u128)]
#[layout(discriminant(Most) == u128::MAX, discriminant(Most) > u128::MAX - 1)]
#[layout(discriminant(Most) >= 0, discriminant(None) < 1)]
#[allow(dead_code)]
enum Wide {
    None,
    Most = u128::MAX,
}

fn main() {}
