use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct Message {
    length: u16,
    body: [u8],
}

fn main() {}
