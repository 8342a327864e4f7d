use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Inner {
    kind: u16,
    count: usize,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    inner: Inner,
}

fn main() {}
