use layout_core::Layout;

#[derive(Layout)]
struct Packet {
    #[layout(r#hot)]
    length: u32,
}

fn main() {}
