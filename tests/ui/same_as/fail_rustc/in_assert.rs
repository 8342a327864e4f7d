use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct One(u32, u32);

#[derive(Layout)]
#[repr(C)]
struct Two(u32, u16, u16);

assert_layout!(One, same_as(Two));

fn main() {}
