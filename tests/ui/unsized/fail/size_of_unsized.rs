use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 2)]
struct Message {
    length: u16,
    body: [u8],
}

fn main() {}
