use layout_core::Layout;

#[derive(Layout)]
#[layout(fields == 2)]
struct Tree {
    branches: [Tree; 2],
    value: u32,
}

fn main() {}
