use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Pair {
    key: u8,
    value: u8,
}

#[derive(Layout)]
struct Wrapper<T> {
    inner: T,
}

assert_layout!(Wrapper<Pair>, offset(inner.value) == 1);

fn main() {}
