//! What the compiler says of a declaration is said once.
use layout_core::Layout;

#[derive(Layout)]
#[layout(size == 8)]
enum Message {
    Quit(u8),
    Quit(u16),
}

fn main() {}
