use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(separate_lines(reads, writes))]
struct Counters {
    name: u64,
    reads: u64,
    rest: [u64; 6],
    writes: u64,
}

fn main() {}
