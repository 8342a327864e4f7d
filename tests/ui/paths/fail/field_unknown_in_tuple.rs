use layout_core::Layout;

#[derive(Layout)]
#[layout(offset(2) == 4)]
struct Pair(u32, u32);

fn main() {}
