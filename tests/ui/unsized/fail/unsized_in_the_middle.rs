use layout_core::Layout;

#[derive(Layout)]
struct Message {
    #[layout(unsized)]
    length: u16,
    body: u8,
}

fn main() {}
