//! A crate for older compilers than `layout-core` is, which has the derive in its own tests alone: clippy
//! minds each function of the standard library that its compilers do not have, in a macro's code too.
//!
//! That it says nothing is most of the test: see where this module is declared, and `clippy` in `.ci/run`.
#![allow(dead_code, reason = "the layout is what counts")]

use layout_core::{Layout, assert_layout};

#[derive(Layout, Debug)]
#[layout(align >= 1)]
enum Measured {
    Text(String),
    Numbers { few: [u16; 2], many: Vec<u32> },
    Nothing,
}

#[derive(Layout, Debug)]
enum AlwaysMeasured<T> {
    Text(&'static str),
    Value(T),
}

#[derive(Layout, Clone, Copy)]
#[repr(C, u16)]
#[layout(size == 8, same_as(Self))]
enum Tagged {
    One(u32) = 1,
    Two,
}

#[derive(Layout, Clone, Copy)]
union Bits {
    number: u32,
    bytes: [u8; 4],
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(tail) == 2, align == 2)]
struct Slice {
    len: u8,
    tail: [u16],
}

#[derive(Layout)]
#[layout(fields == 2)]
struct Generic<T: ?Sized> {
    number: u64,
    tail: T,
}

#[derive(Layout)]
#[layout(no_padding, size == 4)]
struct Plain([u8; 4]);

assert_layout!(Measured, size <= 64);
assert_layout!(Generic<u8>, align == align_of::<u64>());

#[test]
fn types_of_crates_for_older_compilers_are_described() {
    assert_eq!(Measured::LAYOUT.variants().count(), 3);
    assert_eq!(AlwaysMeasured::<u8>::LAYOUT.variants().count(), 2);
    assert_eq!(Tagged::LAYOUT.offset("One.0"), Some(4));
    assert_eq!(Bits::LAYOUT.fields().len(), 2);
    assert_eq!(Slice::LAYOUT.fields().len() + Plain::LAYOUT.fields().len(), 3);
    assert_eq!(Generic::<str>::LAYOUT.fields().len(), 2);
    let text = Measured::layout_report_of(&Measured::Text(String::new()));
    assert_eq!(text.variant().map(|variant| variant.name), Some("Text"));
}
