//! Nothing of a type that is not described is inside, so that the fingerprint tells all.
#![deny(warnings)]
#![allow(dead_code)]

use std::marker::PhantomData;

use layout_core::{Layout, assert_layout};

struct Foreign(u8, u16);
struct Empty;

#[derive(Layout)]
#[repr(C)]
struct Node<'a> {
    next: *const Foreign,
    call: fn(Foreign),
    marker: PhantomData<Foreign>,
    borrowed: &'a u8,
    boxed: Box<u32>,
    list: Vec<u8>,
    empty: Empty,
    option: Option<u32>,
}

#[derive(Layout)]
#[repr(C)]
struct Ring<T: Layout> {
    items: [T; 2],
}

assert_layout!(Node<'static>, fingerprint != 0);
assert_layout!(Ring<u8>, fingerprint == Ring::<u8>::LAYOUT.fingerprint());

fn main() {}
