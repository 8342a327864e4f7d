//! Stable Rust does not tell where the fields of an enum of another crate lie.
use layout_core::Layout;

#[derive(Layout)]
#[layout(remote = foreign::Message)]
enum Message {
    Quit,
    Move { x: u8 },
}

fn main() {}
