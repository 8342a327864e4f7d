//! Every `repr` a struct may have, in every spelling.
#![deny(warnings)]

use layout_core::{Layout, Repr};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 12, padding == 6)]
struct C(u8, u32, u8);

#[derive(Layout)]
#[repr(transparent)]
#[layout(size == 4, offset(1) == 0)]
struct Transparent((), u32);

#[derive(Layout)]
#[repr(packed)]
#[layout(size == 6, align == 1, no_padding)]
struct Packed(u8, u32, u8);

#[derive(Layout)]
#[repr(packed(2))]
#[layout(align == 2, align(1) == 4)]
struct Packed2(u8, u32, u8);

#[derive(Layout)]
#[repr(align(16))]
#[layout(size == 16, align == 16)]
struct Aligned(u8, u32, u8);

#[derive(Layout)]
#[repr(C, align(0x10))]
#[layout(offset(2) == 8, padding == 10)]
struct CAligned(u8, u32, u8);

#[derive(Layout)]
#[repr(C, packed(4))]
#[layout(offset(1) == 4, align == 4)]
struct CPacked4(u8, u64, u8);

#[derive(Layout)]
#[repr(C)]
#[repr(align(4))]
#[repr(align(8))]
#[layout(align == 8)]
struct Several(u8);

#[repr(C, align(1_024,))]
#[derive(Layout)]
#[layout(size == 1024)]
struct DeriveComesSecond(u8);

#[derive(Layout)]
#[repr(Rust, align(2))]
#[layout(align == 2)]
struct Rust(u8);

#[derive(Layout)]
#[cfg_attr(all(), repr(C))]
#[layout(offset(1) == 4)]
struct ByCfgAttr(u8, u32);

fn main() {
    assert_eq!(C::LAYOUT.repr, Repr::C);
    assert_eq!(Transparent::LAYOUT.repr, Repr::TRANSPARENT);
    assert_eq!(Packed::LAYOUT.repr, Repr::RUST.packed(1));
    assert_eq!(Packed2::LAYOUT.repr, Repr::RUST.packed(2));
    assert_eq!(Aligned::LAYOUT.repr, Repr::RUST.aligned(16));
    assert_eq!(CAligned::LAYOUT.repr, Repr::C.aligned(16));
    assert_eq!(CPacked4::LAYOUT.repr, Repr::C.packed(4));
    assert_eq!(Several::LAYOUT.repr, Repr::C.aligned(8));
    assert_eq!(DeriveComesSecond::LAYOUT.repr, Repr::C.aligned(1024));
    assert_eq!(Rust::LAYOUT.repr, Repr::RUST.aligned(2));
    assert_eq!(ByCfgAttr::LAYOUT.repr, Repr::C);
}
