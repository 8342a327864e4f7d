use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(starts_line(reads))]
struct Counters {
    reads: u64,
    name: [u8; 40],
    writes: u64,
    errors: u64,
}

fn main() {}
