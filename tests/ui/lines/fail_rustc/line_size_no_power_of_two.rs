use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(cache_lines == 1, line_size(48))]
struct Counters {
    reads: u64,
    name: [u8; 40],
    writes: u64,
    errors: u64,
}

fn main() {}
