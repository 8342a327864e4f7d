use layout_core::Layout;

struct Set<T: Copy>(T);

#[derive(Layout)]
#[layout(size == 24)]
struct Names {
    names: Set<String>,
}

fn main() {}
