use layout_core::Layout;

struct Foreign(u8);

#[derive(Layout)]
enum Message {
    Quit,
    Write(#[layout(sample = Foreign(1), sample = Foreign(2))] Foreign),
}

fn main() {}
