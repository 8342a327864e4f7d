use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(body) == 4)]
struct Message {
    length: u16,
    body: [u8],
}

fn main() {}
