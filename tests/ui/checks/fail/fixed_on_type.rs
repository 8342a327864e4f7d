use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(fixed)]
struct Packet {
    #[layout(fixed, fixed)]
    length: u16,
    #[layout(fixd)]
    kind: u8,
    #[layout(fixed == 4)]
    more: u8,
}

fn main() {}
