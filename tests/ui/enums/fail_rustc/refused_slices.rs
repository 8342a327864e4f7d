//! What the compiler says of a declaration is said once.
use layout_core::Layout;

#[derive(Layout)]
enum Message {
    Quit([u8]),
}

#[derive(Layout)]
struct Packet {
    bytes: dyn Send,
    length: u32,
}

#[derive(Layout)]
struct Pair([u16], #[layout(offset == 2)] u8);

fn main() {}
