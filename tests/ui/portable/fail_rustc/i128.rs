use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    low: u64,
    wide: i128,
}

fn main() {}
