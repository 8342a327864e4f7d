use layout_core::Layout;

#[derive(Layout)]
#[repr(C, align(32))]
#[layout(same_line(name, writes), line_size(32))]
struct Counters {
    reads: u64,
    name: [u8; 40],
    writes: u64,
    errors: u64,
}

fn main() {}
