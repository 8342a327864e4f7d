use layout_core::Layout;

#[derive(Layout)]
#[layout(size == 8)]
struct Text {
    text: &str,
}

fn main() {}
