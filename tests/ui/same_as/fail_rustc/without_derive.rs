use layout_core::Layout;

#[expect(dead_code)]
#[repr(C)]
struct Plain(u32, u32);

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(Plain))]
struct Pair(u32, u32);

fn main() {}
