//! Generic parameters of every sort, with bounds, defaults and `where`, and no bound of ours.
#![deny(warnings)]

use std::marker::PhantomData;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Ring<T, const N: usize = 4> {
    head: u32,
    slots: [T; N],
}

#[derive(Layout)]
struct Bounded<'a, T: Clone + 'a = u8, U = Vec<T>>
where
    U: IntoIterator<Item = T> + ?Sized,
    for<'b> &'b T: PartialEq,
{
    first: T,
    rest: &'a U,
}

#[derive(Layout)]
#[repr(C)]
struct Typed<T: ?Sized> {
    index: u32,
    kind: PhantomData<T>,
}

#[derive(Layout)]
struct Views<'a, 'b: 'a, T: ?Sized>(&'a T, &'b mut T, *const T, Box<T>);

#[derive(Layout)]
#[repr(C)]
struct Switches<const ON: bool, const LETTER: char, const LEVEL: i8>(u8);

#[derive(Layout)]
struct Onlyself<T>(T)
where
    Self: Sized,
    Vec<T>: Sized,
    [T; 2]: Sized;

/// It implements nothing at all, `Layout` neither.
struct Bare;

assert_layout!(Ring<u16>, size == 12, offset(slots) == 4);
assert_layout!(Ring<u64, 2>, size(slots) == 16);
assert_layout!(Ring<Bare, 3>, size == 4);
assert_layout!(Typed<str>, size == 4, no_padding);
assert_layout!(Typed<Bare>, size == 4);
assert_layout!(Views<'_, 'static, str>, fields == 4);
assert_layout!(Switches<true, 'x', -1>, size == 1);
assert_layout!(Switches<{ 1 > 2 }, 'x', { 1 - 2 }>, size == 1);
assert_layout!(Onlyself<Bare>, size == 0);

fn size<T: Clone + 'static>() -> usize
where
    for<'b> &'b T: PartialEq,
{
    Bounded::<'static, T, Vec<T>>::LAYOUT.size
}

fn main() {
    assert_eq!(size::<u8>(), size_of::<Bounded<'_, u8>>());
    assert_eq!(size::<u128>(), size_of::<Bounded<'_, u128>>());
    assert_eq!(Views::<[u8]>::LAYOUT.size, 8 * size_of::<usize>());
    assert_eq!(Ring::<u8>::LAYOUT.field("slots").unwrap().ty, "[T; N]");
}
