use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == Self::WORDS)]
struct Slice<'a> {
    bytes: [&'a u8; 0],
    len: u32,
    end: u32,
}

impl Slice<'_> {
    const WORDS: usize = 3;
}

fn main() {}
