//! What a crate of an earlier edition may write: `gen` is a name there, for one.
#![deny(warnings)]
#![allow(dead_code)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, align == 4, padding == 3)]
struct Packet {
    version: u8,
    #[layout(offset == 4)]
    length: u32,
}

#[derive(Layout)]
#[layout(size == N * Self::WORD, fields == 1)]
struct Ring<T: Clone, const N: usize> {
    slots: [T; N],
}

impl<T: Clone, const N: usize> Ring<T, N> {
    const WORD: usize = std::mem::size_of::<T>();
}

#[derive(Layout)]
#[layout(fields == 2, offset(gen) >= 0)]
struct Borrowing<'a> {
    text: &'a str,
    // A keyword of 2024.
    gen: Box<dyn Fn(u8) -> u8>,
}

assert_layout!(Packet, offset(length) == 4, size == std::mem::size_of::<(u8, u32)>());
assert_layout!(Ring<u16, 4>, size == 8);
assert_layout!(Option<u16>, size == 4);

fn main() {
    assert_layout!(Packet, cache_lines == 1);
    assert_eq!(Packet::LAYOUT.offset("length"), Some(4));
    assert_eq!(Ring::<u8, 3>::LAYOUT.size, 3);
    assert_eq!(Borrowing::LAYOUT.fields().len(), 2);
}
