use layout_core::Layout;

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    #[layout(no_padding)]
    Stop,
}

fn main() {}
