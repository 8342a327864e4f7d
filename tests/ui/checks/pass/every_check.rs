//! Every check with every operator, all of them true, on the type, on fields and in `assert_layout!`.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Header {
    kind: u8,
    len: u16,
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == 16, size != 15, size < 17, size <= 16, size > 15, size >= 16)]
#[layout(align == 4, padding == 3, fields == 4, cache_lines == 1)]
#[layout(offset(header.len) == 4, size(header.len) == 2, align(header) == 2)]
#[layout(offset(rows.1.1) == 9)]
struct Packet {
    #[layout(offset == 0, size == 1, align == 1)]
    version: u8,
    #[layout(offset != 0, offset < 3, offset <= 2, offset > 1, offset >= 2)]
    header: Header,
    rows: [(u8, u8); 2],
    tail: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_holes, padding == 1)]
struct OnlyTrailing(u16, OnlyInner, u8);

#[derive(Layout)]
#[repr(C, align(2))]
#[layout(no_holes, padding == 1)]
struct OnlyInner(u8);

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding, no_holes)]
struct Dense([Pair; 2], Pair, (u8, u8), u16);

#[derive(Layout)]
#[layout(no_padding)]
struct Pair(u8, u8);

assert_layout!(
    Packet,
    size == 16,
    align <= 4,
    padding < 4,
    fields > 3,
    cache_lines >= 1,
    offset(header) == 2,
    offset(rows.0) == 6,
    size(rows) == 4,
    align(rows.0.1) != 2,
    size(tail) == 4,
);
assert_layout!(Dense, no_padding);
assert_layout!(Packet, size == 16,);

fn main() {
    assert_eq!(OnlyTrailing::LAYOUT.trailing_padding(), 1);
    assert_eq!(OnlyTrailing::LAYOUT.least_deep_padding(), 2);
    assert_eq!(Dense::LAYOUT.least_deep_padding(), 0);
}
