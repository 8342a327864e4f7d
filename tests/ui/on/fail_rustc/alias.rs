use layout_core::Layout;

type Word = usize;

#[derive(Layout)]
#[repr(C)]
#[layout(on(i686, size == 8))]
struct Pair {
    one: u32,
    two: Word,
}

fn main() {}
