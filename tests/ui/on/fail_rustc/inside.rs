use layout_core::Layout;

#[derive(Layout)]
struct Inner {
    one: u8,
}

#[derive(Layout)]
#[repr(C)]
#[layout(on(i686, size == 8))]
struct Outer {
    len: u32,
    inner: Inner,
}

fn main() {}
