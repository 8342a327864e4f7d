use layout_core::Layout;

#[derive(Layout)]
#[layout(size == 4)]
struct Packet<T> {
    length: u32,
}

fn main() {}
