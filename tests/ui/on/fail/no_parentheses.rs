use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(on)]
struct Event {
    kind: u32,
    time: u64,
}

fn main() {}
