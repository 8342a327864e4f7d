use layout_core::Layout;

#[derive(Layout)]
#[layout(on(i686, size == 12))]
struct Event {
    kind: u32,
    time: u64,
}

fn main() {}
