use layout_core::Layout;

#[derive(Layout)]
#[layout(offset(length) == 4)]
struct Unit;

fn main() {}
