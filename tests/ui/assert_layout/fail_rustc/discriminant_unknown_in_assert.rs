use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    Move { x: u32, y: u32 },
}

assert_layout!(Message, discriminant(Stop) == 1);

fn main() {}
