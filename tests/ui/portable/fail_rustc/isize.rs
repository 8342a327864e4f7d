use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    delta: [isize; 2],
}

fn main() {}
