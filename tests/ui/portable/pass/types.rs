//! Types that have one layout on every target, and whose fingerprints are therefore the same.
#![deny(warnings)]

use core::num::{NonZero, NonZeroU64, Wrapping};
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: [u8; 4],
    version: u16,
    flags: (),
    kind: Kind,
    is_open: bool,
    length: u64,
    ratio: f64,
    name: Name,
    _padding: [u8; 4],
    marks: [Mark; 3],
}

#[derive(Layout)]
#[repr(u8)]
#[layout(portable)]
#[allow(dead_code)]
enum Kind {
    One,
    Two,
}

#[derive(Layout)]
#[repr(transparent)]
#[layout(portable)]
struct Name(char, std::marker::PhantomData<u64>);

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Mark {
    wide: Wrapping<i128>,
    at: NonZeroU64,
    order: core::cmp::Ordering,
    bits: NonZero<i8>,
    state: AtomicBool,
    _padding: [u8; 1],
    count: AtomicU32,
}

#[derive(Layout)]
#[repr(C, packed(4))]
#[layout(portable)]
struct Packed {
    small: u8,
    wide: u64,
    wider: i128,
}

#[derive(Layout)]
#[repr(C, align(8))]
#[layout(portable)]
struct Aligned {
    wide: u64,
    small: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Atomic {
    small: u32,
    _padding: u32,
    wide: AtomicU64,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
union Word {
    bytes: [u8; 16],
    words: [u64; 2],
}

#[derive(Layout)]
#[repr(C, u64)]
#[layout(portable)]
#[allow(dead_code)]
enum Event {
    Tick,
    Count { total: u64, part: u32, _padding: u32 },
    Name(Name, u32),
}

#[derive(Layout)]
#[repr(u32)]
#[layout(portable)]
#[allow(dead_code)]
enum Small {
    Empty,
    Full { part: u32, more: [u8; 4] },
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Message {
    length: u64,
    body: [Name],
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Ring<T: Layout, const N: usize> {
    head: u64,
    items: [T; N],
}

/// In a type's own check, its arguments count as they are, by default too.
#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct List<T: Layout = Aligned> {
    length: u64,
    first: Aligned,
    items: [T],
}

#[derive(Layout)]
#[layout(portable)]
struct Marker;

assert_layout!(Ring<u64, 3>, size == 32);
assert_layout!(Ring<Name, 4>, portable);
assert_layout!(List<u16>, portable);
assert_layout!(List, offset(items) == 24);
assert_layout!(Message, portable, offset(body) == 8);
assert_layout!(Header, portable);
assert_layout!([Header; 2], portable);

fn main() {}
