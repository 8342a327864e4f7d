use layout_core::Layout;

#[derive(Layout)]
#[repr(C, packed(2))]
#[layout(size == 8)]
struct Record(u8, u32, u8, u16);

fn main() {}
