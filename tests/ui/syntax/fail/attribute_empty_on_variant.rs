use layout_core::Layout;

#[derive(Layout)]
enum Packet {
    #[layout[]]
    Ping,
}

fn main() {}
