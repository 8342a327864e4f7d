//! What the compiler says of a declaration is said once.
use layout_core::Layout;

#[derive(Layout)]
enum Text {
    Quit = "1",
}

#[derive(Layout)]
#[repr(u8)]
enum Number {
    Quit(u8) = 1.5,
    Move = true,
}

fn main() {}
