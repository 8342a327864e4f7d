use layout_core::Layout;

#[derive(Layout)]
#[repr(i8)]
#[layout(discriminant(Move) == 1, discriminant(Move) == -1)]
enum Message {
    Quit,
    Move { x: u32, y: u32 },
}

fn main() {}
