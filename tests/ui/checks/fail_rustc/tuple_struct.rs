use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(1) == 1)]
struct Pair(u8, u32);

fn main() {}
