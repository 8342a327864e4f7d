use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(on(i686, offset(tim) == 4))]
struct Event {
    kind: u32,
    time: u64,
}

fn main() {}
