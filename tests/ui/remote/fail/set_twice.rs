//! A description is of one type.
use layout_core::Layout;

#[derive(Layout)]
#[layout(remote = foreign::One)]
#[layout(remote = foreign::Two)]
struct One(u8);

fn main() {}
