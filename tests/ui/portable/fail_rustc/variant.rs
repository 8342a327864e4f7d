use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
#[layout(portable)]
enum Event {
    Tick,
    Count { low: u32, total: usize },
}

fn main() {}
