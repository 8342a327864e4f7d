use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(line(errors) == 0)]
struct Counters {
    reads: u64,
    name: [u8; 40],
    writes: u64,
    errors: u64,
}

fn main() {}
