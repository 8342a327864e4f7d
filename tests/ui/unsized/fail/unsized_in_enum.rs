use layout_core::Layout;

#[derive(Layout)]
enum Message {
    Text(#[layout(unsized)] u8),
}

fn main() {}
