use layout_core::Layout;

#[derive(Layout)]
#[repr(C, align(64))]
struct Counters {
    #[layout(line == 0)]
    reads: [u64; 8],
    #[layout(line == 0, starts_line)]
    writes: u64,
}

fn main() {}
