//! What is decided for other targets.
#![deny(warnings)]
#![allow(dead_code)]
#![forbid(unsafe_code)]

use layout_core::{Layout, assert_layout};

const FOUR: usize = 4;

#[derive(Layout)]
#[repr(C)]
#[layout(
    on(i686, size == 20, align == 4, offset(time) == 4, size(next) == FOUR),
    on(i686_windows, size == 24, offset(time) == 8),
    on(wasm32, size == 24),
    on(x86_64, size == 32, offset(next) == 24)
)]
#[layout(on(aarch64, size == 32))]
struct Event {
    kind: u32,
    #[layout(on(i686, offset == 4, align == 4), on(riscv64, offset == FOUR * 2))]
    time: u64,
    flags: u16,
    next: *const Event,
}

#[derive(Layout)]
#[repr(C)]
#[layout(on(armv7, size == 8 + 2 * size_of::<T>()), on(armv7, offset(items.1) >= 8))]
struct Ring<T: Layout> {
    head: u64,
    items: [T; 2],
}

#[derive(Layout)]
#[repr(u8)]
#[layout(on(i686, size == 12), on(x86_64, size == 16))]
enum Message {
    Quit,
    Move { x: u64 },
}

#[derive(Layout)]
#[repr(C)]
union Word {
    int: u64,
    bytes: [u8; 9],
}

type Seconds = i64;

#[derive(Layout)]
#[repr(C)]
#[layout(on(i686, size == 8))]
struct Vouched {
    #[layout(fixed)]
    time: Seconds,
}

assert_layout!(Word, on(i686, size == 12, offset(bytes) == 0), on(thumb, size == 16));
assert_layout!(Ring<u32>, on(armv7, offset(items.1) == 12), on(i686, align == 4));
assert_layout!([Event; 2], on(i686, size == 40, offset(1.time) == 24));
assert_layout!(&'static str, on(i686, size == 8), on(aarch64, size == 16));

fn main() {}
