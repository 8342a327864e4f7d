use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    #[layout(discriminant(Stop) == 1)]
    Stop,
}

fn main() {}
