use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(no_holes)]
struct Record {
    flag: bool,
    id: u64,
    kind: u8,
    count: u32,
}

fn main() {}
