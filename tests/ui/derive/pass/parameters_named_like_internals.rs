//! Generic parameters, lifetimes, fields and constants that bear names of the expansion.
#![deny(warnings)]
#![allow(non_snake_case)]
#![allow(non_camel_case_types, non_upper_case_globals)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(size == 3 * size_of::<Known>() + N, offset(LAYOUT) == 0)]
struct Types<Known, Unknown, Layout, TypeLayout, __private, Op, Subject, Repr, const N: usize> {
    LAYOUT: Known,
    FIELD: Unknown,
    size: Layout,
    none: std::marker::PhantomData<(TypeLayout, __private, Op, Subject, Repr)>,
    bytes: [u8; N],
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == 2 * size_of::<__layout>())]
struct Alias<__layout, const __checked: usize>(__layout, [u8; __checked], __layout);

#[derive(Layout)]
#[repr(C)]
#[layout(size == SIZE + T + required)]
struct Consts<const SIZE: usize, const T: usize, const required: usize>(
    [u8; SIZE],
    [u8; T],
    [u8; required],
);

#[derive(Layout)]
#[layout(fields == 2, size == size_of::<usize>())]
struct Lifetimes<'layout, 'statics>(&'layout u8, std::marker::PhantomData<&'statics ()>);

#[derive(Layout)]
#[repr(C)]
struct Selfish<T, S, E, core>(T, S, E, core);

const __checked: usize = 7;
const name: usize = 7;

assert_layout!(Types<u8, u8, u8, u8, u8, u8, u8, u8, 5>, size == 8);
assert_layout!(Alias<u8, 0>, size == 2);
assert_layout!(Consts<1, 2, 3>, size == 6);
assert_layout!(Selfish<u8, u8, u8, u8>, size == 4);
assert_layout!([u8; 7], size == name, size == __checked);

fn main() {
    assert_eq!(Lifetimes::LAYOUT.fields().len(), 2);
    assert_eq!(Types::<u32, u32, u32, (), (), (), (), (), 4>::LAYOUT.size, 16);
}
