use layout_core::assert_layout;

#[repr(C)]
struct Pair {
    one: u32,
    two: u32,
}

assert_layout!(Pair, on(i686, size == 8));

fn main() {}
