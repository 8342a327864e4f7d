use layout_core::Layout;

#[derive(Layout)]
#[layout(portable)]
struct Header {
    magic: u32,
    count: u32,
}

fn main() {}
