//! Constant expressions of every form behind an operator, with others behind them.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

struct Sum<const A: usize, const B: usize>;

impl<const A: usize, const B: usize> Sum<A, B> {
    const N: usize = A + B;
}

trait Count<A, B> {
    const N: usize;
}

impl<A, B> Count<A, B> for u8 {
    const N: usize = size_of::<(A, B)>();
}

const EIGHT: usize = 8;
const FOUR: usize = 4;
const BITS: [usize; 3] = [8, 4, 2];

const fn larger<T, U>(a: usize, b: usize) -> usize {
    let _ = size_of::<(T, U)>();
    if a > b { a } else { b }
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == EIGHT, align == FOUR)]
#[layout(size == 1 << 3, align == 4)]
#[layout(size == 64 >> 3, align == 4)]
#[layout(size == 4 << 2 >> 1, align == 4)]
#[layout(size == size_of::<(u8, u32)>(), align == 4)]
#[layout(size == size_of::<Result<(u8, [u8; 6]), u8>>(), align == 4)]
#[layout(size == Sum::<4, 4>::N, align == 4)]
#[layout(size == Sum::<{ 2 + 2 }, 4>::N, align == 4)]
#[layout(size == <Sum<4, 4>>::N, align == 4)]
#[layout(size == <u8 as Count<u8, u32>>::N, align == 4)]
#[layout(size == 2 * <u8 as Count<(), u32>>::N, align == 4)]
#[layout(size == -(-8) as isize as usize, align == 4)]
#[layout(size == larger::<(u8, u16), fn(u8, u16) -> Vec<u8>>(8, 4), align == 4)]
#[layout(size == if FOUR < EIGHT { 8 } else { 4 }, align == 4)]
#[layout(size == 8 * (FOUR < EIGHT) as usize, align == 4)]
#[layout(size == 8 * ((FOUR <= EIGHT) && (EIGHT > FOUR)) as usize, align == 4)]
#[layout(size == { let n = 8; n }, align == 4)]
#[layout(size == match FOUR { 4 => 8, _ => 0 }, align == 4)]
#[layout(size == BITS[0], align == BITS[1])]
#[layout(size == BITS.len() + 5, align == 4)]
#[layout(size == *&8, align == 4)]
#[layout(size == 0b1000_usize, align == 0x4)]
#[layout(size == usize::MAX & 8, align == !0 & 4)]
#[layout(size == 8u8 as usize, align == 4)]
#[layout(size == "12345678".len(), align == 4)]
#[layout(size == self::EIGHT, align == crate::FOUR)]
#[layout(size == core::mem::offset_of!(Self, length) + 4, align == 4)]
#[layout(size != 1, size < 9, size <= 8, size > 7, size >= 8)]
#[layout(size==8,align>=4,padding<=3,offset(length)!=0,padding>2)]
struct Packet {
    version: u8,
    length: u32,
}

assert_layout!(Packet, size == 1 << 3, align == 4);
assert_layout!(Packet, size == size_of::<(u8, u32)>(), align == Sum::<1, 3>::N);
assert_layout!(Packet, size <= 1 << 3, align >= 8 >> 1, size > 1);
assert_layout!(Packet, size == 8 * (FOUR < EIGHT) as usize, align == 4);

fn main() {
    assert_eq!(Packet::LAYOUT.size, 8);
}
