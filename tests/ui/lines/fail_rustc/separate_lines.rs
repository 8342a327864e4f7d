use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(separate_lines(reads, writes))]
struct Counters {
    reads: u64,
    name: [u8; 40],
    writes: u64,
    errors: u64,
}

fn main() {}
