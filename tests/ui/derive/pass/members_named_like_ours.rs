//! Constants and functions of the user's type that bear names of the expansion.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8)]
struct Concrete {
    key: u32,
    value: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, offset(value) == 4)]
struct Generic<T> {
    key: u32,
    value: T,
}

macro_rules! own_members {
    ($($head:tt)*) => {
        $($head)* {
            const LAYOUT: &'static str = "the user's own";
            const UNCHECKED: &'static str = "the user's own";
            const FIELD: &'static str = "the user's own";
            const SUBJECT: &'static str = "the user's own";
            const SIZE: &'static str = "the user's own";
            const ALIGN: &'static str = "the user's own";
            fn layout_report() {}
        }
    };
}

own_members!(impl Concrete);
own_members!(impl<T> Generic<T>);

assert_layout!(Concrete, size == 8, align == 4, offset(value) == 4);
assert_layout!(Generic<u32>, size == 8, align == 4, offset(value) == 4);

fn main() {
    assert_eq!(<Concrete as Layout>::LAYOUT.size, 8);
    assert_eq!(<Generic<u32> as Layout>::LAYOUT.size, 8);
    assert_eq!(Concrete::LAYOUT, Generic::<u8>::LAYOUT);
    let consts =
        [Concrete::UNCHECKED, Concrete::FIELD, Concrete::SUBJECT, Concrete::SIZE, Concrete::ALIGN];
    let generic = [Generic::<u8>::UNCHECKED, Generic::<u8>::FIELD, Generic::<u8>::SUBJECT];
    assert!(consts.iter().chain(&generic).all(|text| *text == "the user's own"));
    assert_eq!(Generic::<u8>::SIZE, Generic::<u8>::ALIGN);
    Concrete::layout_report();
    Generic::<u8>::layout_report();
}
