use layout_core::Layout;

#[derive(Layout)]
#[repr(C, align(64))]
#[layout(same_line(head, tail))]
struct Queue {
    slots: [u64; 7],
    head: u64,
    tail: u64,
}

fn main() {}
