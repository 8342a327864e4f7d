use layout_core::Layout;

#[derive(Layout)]
#[layout(deny(large-variant))]
enum Message {
    Quit,
    Move { x: i32, y: i32 },
    Raw([u8; 256]),
}

fn main() {}
