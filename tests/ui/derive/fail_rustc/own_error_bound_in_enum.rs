use layout_core::Layout;

struct Set<T: Copy>(T);

#[derive(Layout)]
enum Names {
    None,
    Some { names: Set<String> },
}

fn main() {}
