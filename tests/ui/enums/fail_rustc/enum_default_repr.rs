use layout_core::Layout;

#[derive(Layout)]
#[layout(size <= 8)]
enum Message {
    Quit,
    Move { x: u32, y: u32 },
    Write([u8; 9]),
}

fn main() {}
