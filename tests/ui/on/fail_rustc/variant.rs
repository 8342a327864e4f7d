use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
#[layout(on(i686, offset(Move.x) == 4))]
enum Message {
    Quit,
    Move { x: u32 },
}

fn main() {}
