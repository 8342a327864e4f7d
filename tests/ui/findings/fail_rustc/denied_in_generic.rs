use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[layout(deny(bool-cluster, contended-line))]
struct Shared<T> {
    #[layout(contended = "producer")]
    head: T,
    #[layout(contended = "consumer")]
    tail: T,
}

assert_layout!(Shared<u32>, size == 8);

fn main() {}
