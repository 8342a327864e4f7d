use layout_core::Layout;

struct Foreign(u8);

#[derive(Layout)]
enum Message {
    Quit,
    #[layout(sample = Self::Write(Foreign(1)))]
    #[layout(sample = Self::Write(Foreign(2)))]
    Write(Foreign),
}

fn main() {}
