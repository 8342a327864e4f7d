use layout_core::Layout;

#[derive(Layout)]
struct Inner {
    kind: u16,
    count: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    inner: Inner,
}

fn main() {}
