use layout_core::Layout;

#[derive(Layout)]
#[layout(crate = layout_core)]
#[layout(crate = ::layout_core)]
struct Packet {
    length: u32,
}

fn main() {}
