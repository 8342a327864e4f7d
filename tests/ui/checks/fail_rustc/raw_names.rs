//! Names with `r#` are the same names.
use layout_core::Layout;

#[derive(Layout)]
#[r#layout(size == 999)]
struct OnType(u8);

#[derive(Layout)]
#[r#repr(r#C)]
struct OnField {
    first: u8,
    #[r#layout(offset == 2)]
    second: u32,
}

#[derive(Layout)]
#[repr(r#i8)]
enum OnVariant {
    #[r#layout(discriminant == 2)]
    First = 1,
}

fn main() {
    let _ = OnVariant::First;
}
