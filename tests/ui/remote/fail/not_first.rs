//! The type that is described stands before checks.
use layout_core::Layout;

#[derive(Layout)]
#[layout(size == 1, remote = foreign::One)]
struct One(u8);

fn main() {}
