use layout_core::Layout;

#[derive(Layout)]
struct Queue {
    #[layout(contended = "ends", contended = "heads")]
    head: u64,
    tail: u64,
}

fn main() {}
