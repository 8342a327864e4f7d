use layout_core::Layout;

struct Foreign {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct OfForeign {
    id: u32,
    foreign: Foreign,
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct OfOption {
    id: u32,
    rows: [Option<u16>; 2],
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct Nested {
    inner: (u32, OfOption),
}

#[derive(Layout)]
enum Untagged {
    A(u8),
    B(u32),
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct OfUntagged {
    id: u32,
    untagged: Untagged,
}

fn main() {}
