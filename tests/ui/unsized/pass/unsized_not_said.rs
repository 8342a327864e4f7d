//! Tails that do not show that they are not sized, as an attribute need not either.
#![deny(warnings)]
#![allow(dead_code)]

use std::ffi::{CStr, OsStr};
use std::fmt::Debug;
use std::path::Path;

use layout_core::{Layout, assert_layout};

type Text = str;

#[derive(Layout)]
#[repr(C)]
#[layout(align == 1, fields == 2, offset(text) == 1)]
struct Name {
    length: u8,
    text: Text,
}

#[derive(Layout)]
#[repr(C)]
struct OfPath {
    id: u32,
    #[layout(offset == 4)]
    path: Path,
}

#[derive(Layout)]
struct OfOsStr(u8, OsStr);

#[derive(Layout)]
struct OfCStr(u8, CStr);

struct Undescribed {
    id: u32,
    bytes: [u16],
}

#[derive(Layout)]
#[layout(align == 4)]
struct Nested(u8, Undescribed);

#[derive(Layout)]
#[layout(allow(reorder))]
struct NestedTwice(u8, Nested);

struct Object {
    id: u32,
    value: dyn Debug,
}

#[derive(Layout)]
struct OfObject(u8, Object);

#[derive(Layout)]
struct Generic<'a, T: ?Sized>(&'a u8, Box<T>, Wrapper<T>);

struct Wrapper<T: ?Sized>(u8, T);

assert_layout!(OfPath, align == 4, offset(path) == 4);
assert_layout!(Nested, align == 4);

fn main() {
    assert!(!Name::LAYOUT.is_sized() && !OfPath::LAYOUT.is_sized());
    assert_eq!(OfOsStr::LAYOUT.offset("1"), Some(1));
    assert_eq!(OfCStr::LAYOUT.offset("1"), Some(1));
    assert_eq!(NestedTwice::LAYOUT.offset("1"), Some(4));
    assert_eq!(OfObject::LAYOUT.offset("1"), None);
    assert!(Generic::<u8>::LAYOUT.is_sized());
    assert!(!Generic::<Path>::LAYOUT.is_sized());
    assert_eq!(Generic::<dyn Debug>::LAYOUT.fields().len(), 3);
}
