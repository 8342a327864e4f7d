use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(separate_lines(word, bytes))]
union Word {
    word: u32,
    bytes: [u8; 4],
}

fn main() {}
