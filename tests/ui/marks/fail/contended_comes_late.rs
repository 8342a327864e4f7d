use layout_core::Layout;

#[derive(Layout)]
struct Queue {
    #[layout(size == 8, contended = "ends")]
    head: u64,
    tail: u64,
}

fn main() {}
