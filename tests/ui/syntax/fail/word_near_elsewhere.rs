use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[layout(contented = "writer", smaple = 3, SIZE == 8)]
struct Counter {
    #[layout(lokc, discriminants == 1, hott)]
    count: u64,
}

#[derive(Layout)]
enum Message {
    #[layout(ofset == 4)]
    Quit,
    Move(#[layout(portabel)] u32),
}

assert_layout!(Counter, redct, align == 8);

fn main() {}
