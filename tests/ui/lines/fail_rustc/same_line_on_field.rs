use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Counters {
    #[layout(same_line(writes))]
    reads: u64,
    writes: u64,
}

fn main() {}
