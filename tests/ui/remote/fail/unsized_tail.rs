//! A description has a size.
use layout_core::Layout;

#[derive(Layout)]
#[layout(remote = foreign::Bytes)]
struct Bytes {
    len: u8,
    bytes: [u8],
}

fn main() {}
