use layout_core::Layout;

#[expect(dead_code)]
#[repr(C)]
struct Plain(u32);

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    inner: Plain,
}

fn main() {}
