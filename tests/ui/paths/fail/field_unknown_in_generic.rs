use layout_core::Layout;

#[derive(Layout)]
#[layout(offset(vale) == 0)]
struct Wrapper<T> {
    value: T,
}

fn main() {}
