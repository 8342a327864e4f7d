//! Unions of every representation.
#![deny(warnings)]

use std::mem::ManuallyDrop;

use layout_core::layout::Kind;
use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, align == 4, offset(bytes) == 0, fields == 3)]
union Bits {
    #[layout(offset == 0, size == 4)]
    float: f32,
    word: u32,
    bytes: [u8; 6],
}

#[derive(Layout)]
#[layout(size == 4)]
union Default {
    signed: i32,
    unsigned: u32,
    nothing: (),
}

#[derive(Layout)]
#[repr(C, packed(2))]
#[layout(align == 2)]
union Packed<T: Copy, U> {
    first: T,
    second: ManuallyDrop<U>,
}

assert_layout!(Bits, size(float) == 4, cache_lines == 1);
assert_layout!(Packed<u64, String>, align == 2, offset(second) == 0);

fn main() {
    assert_eq!(Bits::LAYOUT.kind, Kind::Union);
    assert_eq!(Default::LAYOUT.fields().len(), 3);
    assert_eq!(Packed::<u8, u32>::LAYOUT.size, 4);
}
