use layout_core::Layout;

#[derive(Layout)]
#[repr(i16)]
enum Level {
    Low = -300,
    #[layout(discriminant > 0)]
    High,
}

fn main() {}
