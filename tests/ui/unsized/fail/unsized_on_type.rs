use layout_core::Layout;

#[derive(Layout)]
#[layout(unsized)]
struct Message {
    body: [u8],
}

fn main() {}
