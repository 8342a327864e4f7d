use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    #[layout(discriminent == 1)]
    Stop,
}

fn main() {}
