use layout_core::Layout;

#[derive(Layout)]
struct Queue {
    #[layout(contended =)]
    head: u64,
    tail: u64,
}

fn main() {}
