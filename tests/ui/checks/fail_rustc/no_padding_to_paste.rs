use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding, no_holes, padding == 0)]
struct Packet {
    _pad0: u8,
    length: u16,
    kind: u8,
    value: u64,
    last: u8,
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct Tuple(u8, u32);

fn main() {}
