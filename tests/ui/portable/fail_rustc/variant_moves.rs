use layout_core::Layout;

#[derive(Layout)]
#[repr(C, u32)]
#[layout(portable)]
enum Event {
    Tick,
    Count { total: u64 },
}

fn main() {}
