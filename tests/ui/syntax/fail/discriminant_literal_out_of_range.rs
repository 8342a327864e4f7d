use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
#[layout(discriminant(A) == 300, discriminant(B) != -1)]
enum Unsigned {
    A,
    B = 255,
}

#[derive(Layout)]
#[repr(i8)]
#[layout(discriminant(A) == -128, discriminant(B) == -129)]
enum Signed {
    A = -128,
    #[layout(discriminant < 0x80)]
    B,
}

fn main() {}
