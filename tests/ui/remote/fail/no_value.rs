//! The type that is described is missing.
use layout_core::Layout;

#[derive(Layout)]
#[layout(remote, size == 1)]
struct One(u8);

fn main() {}
