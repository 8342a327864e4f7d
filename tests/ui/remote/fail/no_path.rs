//! What is described is called by a path.
use layout_core::Layout;

#[derive(Layout)]
#[layout(remote = (u8, u16))]
struct Pair(u8, u16);

fn main() {}
