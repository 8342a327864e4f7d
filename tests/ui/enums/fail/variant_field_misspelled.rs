use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
#[layout(offset(Move.xx) == 4)]
enum Message {
    Quit,
    Move { x: u32, y: u32 },
}

fn main() {}
