use layout_core::{Layout, copy_with_zeroed_padding};

#[derive(Layout)]
#[repr(u8)]
enum Event<'a> {
    Key(u32),
    Paste { text: &'a str },
}

fn main() {
    copy_with_zeroed_padding(&Event::Paste { text: "" }, &mut [0; 64]);
    copy_with_zeroed_padding(&Event::Key(1), &mut [0; 64]);
}
