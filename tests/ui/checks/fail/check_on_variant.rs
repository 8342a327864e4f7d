use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    #[layout(size == 8)]
    Move { x: u32, y: u32 },
}

fn main() {}
