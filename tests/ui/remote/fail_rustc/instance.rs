//! A generic description is looked at for each instance that is used.
use layout_core::{Layout, assert_layout};

mod foreign {
    #[repr(C)]
    pub struct Pair<T> {
        pub one: u8,
        pub two: T,
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Pair<T>)]
#[repr(C, packed)]
struct Pair<T> {
    one: u8,
    two: T,
}

assert_layout!(Pair<u8>, size == 2);
assert_layout!(Pair<u16>, size == 3);

fn main() {}
