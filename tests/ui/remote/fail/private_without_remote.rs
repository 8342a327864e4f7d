//! Private fields are those of another crate.
use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(private)]
    bytes: [u8; 4],
}

fn main() {}
