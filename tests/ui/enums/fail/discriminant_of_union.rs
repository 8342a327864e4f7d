use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(discriminant(word) == 1)]
union Word {
    word: u32,
    bytes: [u8; 4],
}

fn main() {}
