use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    #[layout(sample = 4)]
    length: u32,
}

fn main() {}
