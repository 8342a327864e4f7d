use layout_core::Layout;

struct Plain(u32);

#[derive(Layout)]
#[layout(offset(Write.0) == 4)]
enum Message {
    Write(Plain),
    Quit,
}

fn main() {
    let _ = Plain(1).0;
}
