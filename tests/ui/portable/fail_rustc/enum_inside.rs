use layout_core::Layout;

#[derive(Layout)]
enum Kind {
    One,
    Two,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    kind: Kind,
}

fn main() {}
