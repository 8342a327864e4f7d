use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(niche)]
struct Message {
    length: u16,
    body: [u8],
}

fn main() {}
