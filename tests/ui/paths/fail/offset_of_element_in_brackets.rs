use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(rows[1]) == 4)]
struct Packet {
    version: u8,
    rows: [u8; 4],
}

fn main() {}
