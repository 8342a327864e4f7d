//! `Self` and the generic parameters in the checks of attributes.
#![deny(warnings)]

use std::mem::{align_of, offset_of};

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == Self::SIZE, align == align_of::<Self>(), offset(length) == offset_of!(Self, length))]
#[layout(size == <Self as Sized8>::EIGHT)]
struct Plain {
    version: u8,
    #[layout(offset == Self::LENGTH_AT, size == size_of::<u32>())]
    length: u32,
}

impl Plain {
    const SIZE: usize = 8;
    const LENGTH_AT: usize = 4;
}

trait Sized8 {
    const EIGHT: usize = 8;
}

impl<T> Sized8 for T {}

#[derive(Layout)]
#[layout(size == Self::SIZE, fields == 2, size == size_of::<Self>())]
struct Borrowing<'a, 'b: 'a> {
    #[layout(size == Self::WORDS * size_of::<usize>())]
    text: &'a str,
    other: &'b mut [u8],
}

impl<'a, 'b> Borrowing<'a, 'b> {
    const SIZE: usize = 4 * size_of::<usize>();
    const WORDS: usize = 2;
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == Self::SIZE, size <= 64, offset(1) == Self::AT)]
struct Generic<'a, T, const N: usize>(
    #[layout(size == N * size_of::<T>())] [T; N],
    #[layout(size == Self::WORD)] &'a T,
);

impl<T, const N: usize> Generic<'_, T, N> {
    const WORD: usize = size_of::<&'static u8>();
    const AT: usize = (size_of::<T>() * N).next_multiple_of(Self::WORD);
    const SIZE: usize = Self::AT + Self::WORD;
}

assert_layout!(Generic<'static, u8, 3>, size == 2 * size_of::<usize>());
assert_layout!(Generic<'_, usize, 3>, size == 4 * size_of::<usize>());

fn main() {
    assert_eq!(Plain::LAYOUT.size, 8);
    assert_eq!(Borrowing::LAYOUT.size, 4 * size_of::<usize>());
    assert_eq!(Generic::<u16, 4>::LAYOUT.offset("1"), Some(8));
}
