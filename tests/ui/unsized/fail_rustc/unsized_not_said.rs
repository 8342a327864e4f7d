use layout_core::Layout;

type Text = str;

#[derive(Layout)]
struct Name {
    length: u8,
    text: Text,
}

fn main() {}
