//! Without the prelude.
#![no_implicit_prelude]
#![deny(warnings)]

use ::core::iter::Iterator;
use ::core::prelude::v1::derive;
use ::layout_core::Layout;
use ::std::{assert, assert_eq};

#[derive(Layout)]
enum Plain<'a, T: ::core::marker::Copy> {
    One(u8, &'a str),
    Two { value: T, list: ::std::vec::Vec<u8> },
    Three(#[layout(sample = 3)] u16),
    Four,
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(C)]
#[layout(offset(One.0) == 4)]
enum LikeC {
    One(u8),
    Two,
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(i64)]
enum Wide {
    One(u8) = -7,
}

#[derive(Layout)]
enum Never {}

#[derive(Layout)]
#[layout(size == 4)]
union Union {
    one: u8,
    two: u32,
}

#[derive(Layout)]
struct Tailed {
    one: u8,
    two: [u16],
}

#[derive(Layout)]
struct Generic<T: ?::core::marker::Sized>(u8, T);

::layout_core::assert_layout!(Wide, size == 8 + ::core::mem::align_of::<i64>());

#[test]
fn types_without_the_prelude_are_described() {
    assert_eq!(Plain::<'_, u8>::LAYOUT.variants().count(), 4);
    assert_eq!(LikeC::LAYOUT.variants().count() + Wide::LAYOUT.variants().count(), 3);
    assert_eq!(Never::LAYOUT.size, 0);
    assert_eq!(Union::LAYOUT.fields().len() + Tailed::LAYOUT.fields().len(), 4);
    assert_eq!(Generic::<str>::LAYOUT.fields().len(), 2);
    let plain = [
        Plain::One(1, "text"),
        Plain::Two { value: 1_u8, list: ::std::vec::Vec::new() },
        Plain::Three(1),
        Plain::Four,
    ];
    for value in &plain {
        assert!(value.layout_report_of().variant().is_some());
    }
    let tagged = (LikeC::One(1).layout_report_of(), LikeC::Two.layout_report_of());
    assert_eq!(tagged.0.fields().count() + tagged.1.fields().count(), 1);
    assert_eq!(Wide::One(1).layout_report_of().fields().count(), 1);
    // SAFETY: the fields were written.
    let sum = unsafe { <u32 as ::core::convert::From<u8>>::from(Union { one: 1 }.one) };
    // SAFETY: the fields were written.
    assert_eq!(sum + unsafe { Union { two: 2 }.two }, 3);
    let _: fn(&Tailed) -> (u8, usize) = |tailed| (tailed.one, tailed.two.len());
    assert_eq!((Generic(1, 2_u8).0, Generic(1, 2_u8).1), (1, 2));
}
