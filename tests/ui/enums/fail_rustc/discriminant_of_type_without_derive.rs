use layout_core::{Layout, assert_layout};

#[derive(Layout)]
struct Other;

#[expect(dead_code)]
#[repr(u8)]
enum Message {
    Quit,
    Move { x: u32, y: u32 },
}

assert_layout!(Message, discriminant(Quit) == 0);

fn main() {}
