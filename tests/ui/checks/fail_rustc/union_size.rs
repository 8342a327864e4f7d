use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 4)]
union Bits {
    word: u32,
    bytes: [u8; 5],
}

fn main() {}
