//! Names of the user's that are also names of the code that an enum's derive writes.
#![deny(warnings)]
#![allow(non_upper_case_globals, non_camel_case_types)]

use layout_core::{Layout, assert_layout};

const value: usize = 1;
const offsets: usize = 1;
const visit: usize = 1;
struct MaybeUninit;
struct __Tag;

#[derive(Layout)]
enum Plain<__T> {
    Parts(u8),
    Offsets { visit: u16, value: u32, offsets: u8 },
    Unchecked(Option<u8>, __T),
    Layout,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(__Tag.0) == 4)]
enum Tagged<__Tag> {
    __Tag(__Tag),
    Other(u8),
}

impl<__T> Plain<__T> {
    const PARTS: u8 = 1;
    const OFFSETS: u8 = 2;
    const UNCHECKED: u8 = 3;
}

#[derive(Layout)]
#[layout(offset(1) >= 1)]
struct Unsized(u8, [u16]);

impl Unsized {
    const OFFSETS: u8 = 2;
    const PARTS: u8 = 2;
}

assert_layout!(Plain<u8>, align == 4);
assert_layout!(Tagged<u32>, size == 8);

fn main() {
    let _ = (MaybeUninit, __Tag, value + offsets + visit);
    assert_eq!(Plain::<u8>::PARTS + Plain::<u8>::OFFSETS + Plain::<u8>::UNCHECKED, 6);
    assert_eq!(Unsized::PARTS + Unsized::OFFSETS, 4);
    assert_eq!(<Plain<u8> as Layout>::LAYOUT.variants().count(), 4);
    assert_eq!(<Unsized as Layout>::LAYOUT.fields().len(), 2);
}
