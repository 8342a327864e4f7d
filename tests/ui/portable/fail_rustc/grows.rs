use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    stamp: u64,
    magic: u32,
}

fn main() {}
