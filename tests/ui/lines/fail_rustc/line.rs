use layout_core::Layout;

#[derive(Layout)]
#[repr(C, align(64))]
#[layout(line(errors) == 1)]
struct Counters {
    reads: u64,
    name: [u8; 40],
    writes: u64,
    errors: u64,
}

fn main() {}
