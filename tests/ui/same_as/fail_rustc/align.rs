use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Other {
    bytes: [u8; 4],
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(Other))]
struct Packet {
    word: u32,
}

fn main() {}
