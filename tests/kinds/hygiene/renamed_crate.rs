//! The library by another path.
#![deny(warnings)]

mod facade {
    pub(super) mod inner {
        pub(in crate::hygiene::renamed_crate) use ::layout_core as renamed;
    }
}

/// In the way of relative paths.
mod layout_core {}

use facade::inner::renamed::{Layout, assert_layout};

#[derive(Layout)]
#[layout(crate = facade::inner::renamed, align == align_of::<usize>())]
enum Plain<'a> {
    One(u8, &'a str),
    Two { value: u32, list: Vec<u8> },
    Three(#[layout(sample = Foreign(1))] Foreign),
    Nothing,
}

/// A type that is not described.
#[expect(dead_code, reason = "its layout is what counts")]
struct Foreign(u16);

#[derive(Layout)]
#[repr(C)]
#[layout(crate = self::facade::inner::renamed, offset(One.0) == 4)]
enum LikeC<T> {
    One(T),
    Two,
}

#[derive(Layout)]
#[repr(C)]
#[layout(crate = crate::hygiene::renamed_crate::facade::inner::renamed)]
#[layout(size == 4, padding == 0)]
union Union {
    one: u8,
    two: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(crate = facade::inner::renamed)]
#[layout(offset(two) == 2)]
struct Tailed {
    one: u8,
    two: [u16],
}

#[derive(Layout)]
#[layout(crate = facade::inner::renamed)]
struct Generic<T: ?Sized>(u8, T);

assert_layout!(LikeC<u16>, offset(One.0) == 4);
assert_layout!(Plain<'_>, align == align_of::<usize>());

#[test]
fn types_are_described_by_another_path() {
    assert!(Plain::LAYOUT.variants().all(|variant| variant.is_placed()));
    assert_eq!(LikeC::<u8>::LAYOUT.variants().count(), 2);
    assert_eq!(Union::LAYOUT.fields().len() + Tailed::LAYOUT.fields().len(), 4);
    assert_eq!(Generic::<str>::LAYOUT.fields().len(), 2);
    let plain = [
        Plain::One(1, "text"),
        Plain::Two { value: 1, list: vec![] },
        Plain::Three(Foreign(1)),
        Plain::Nothing,
    ];
    assert_eq!(plain.map(|value| value.layout_report_of().fields().count()), [2, 2, 1, 0]);
    let count = |value: &LikeC<u8>| value.layout_report_of().fields().count();
    assert_eq!(count(&LikeC::One(1)) + count(&LikeC::Two), 1);
    // SAFETY: the fields were written.
    let sum = unsafe { u32::from(Union { one: 1 }.one) + Union { two: 2 }.two };
    assert_eq!(sum, 3);
    let _: fn(&Tailed) -> (u8, usize) = |tailed| (tailed.one, tailed.two.len());
    assert_eq!((Generic(1, 2_u8).0, Generic(1, 2_u8).1), (1, 2));
}
