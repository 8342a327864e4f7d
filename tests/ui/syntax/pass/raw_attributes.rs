//! Attributes whose names are written with `r#` are the same attributes.
#![deny(warnings)]
#![allow(dead_code)]

use layout_core::Layout;
use layout_core::layout::{IntRepr, Repr};

#[derive(Layout)]
#[repr(r#u8)]
#[r#layout(size == 1)]
enum Tagged {
    #[r#layout(discriminant == 1)]
    X = 1,
    Y = 2,
}

#[derive(Layout)]
#[r#repr(r#C, r#packed)]
struct Tail {
    length: u8,
    #[r#layout(offset == 1)]
    value: u32,
    bytes: [u8],
}

#[derive(Layout)]
#[repr(r#C)]
#[repr(r#align(8))]
#[r#allow(non_camel_case_types)]
struct aligned {
    first: u8,
    #[r#layout(hot)]
    second: u32,
}

#[derive(Layout)]
#[repr(r#transparent)]
struct Wrapped(u32);

fn main() {
    assert_eq!(Tagged::LAYOUT.repr, Repr::RUST.tagged(IntRepr::U8));
    assert_eq!(Tail::LAYOUT.repr, Repr::C.packed(1));
    assert_eq!((Tail::LAYOUT.align, Tail::LAYOUT.offset("bytes")), (1, Some(5)));
    assert_eq!(aligned::LAYOUT.repr, Repr::C.aligned(8));
    assert_eq!((aligned::LAYOUT.align, aligned::LAYOUT.offset("second")), (8, Some(4)));
    assert!(aligned::LAYOUT.fields().nth(1).is_some_and(|field| field.is_hot()));
    assert_eq!(Wrapped::LAYOUT.repr, Repr::TRANSPARENT);
}
