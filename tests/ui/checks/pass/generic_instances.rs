//! The checks of a generic type run for the instances that are used, and for no other.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size <= 16, padding == 0, no_padding, offset(1) == size_of::<T>())]
struct Small<T: Layout, const N: usize>(#[layout(offset == 0)] T, [u8; N]);

assert_layout!(Small<u8, 4>, size == 5);
assert_layout!(Small<u32, 12>, size == 16);

/// It breaks every bound, and nothing reads its layout.
type Large = Small<u64, 1_001>;

fn size<T: Layout, const N: usize>() -> usize {
    Small::<T, N>::LAYOUT.size
}

fn main() {
    assert_eq!(size::<u16, 2>(), 4);
    assert!(size_of::<Large>() > 1_001);
}
