use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct Record {
    kind: u16,
    id: u32,
    count: u16,
}

fn main() {}
