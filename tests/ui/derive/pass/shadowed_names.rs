//! Local names that are also names of the prelude, of `core` and of the expansion.
#![deny(warnings)]
#![allow(non_camel_case_types, unused_macros)]

use layout_core::Layout as Described;

mod core {}
mod std {}
mod layout_core_ {}
mod __private {}

macro_rules! offset_of {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}
macro_rules! module_path {
    () => {
        compile_error!("the user's own macro")
    };
}
macro_rules! panic {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}

struct Some_;
struct Repr;
struct Op;
struct Eq;
struct Known;
struct Subject;
struct TypeLayout;
trait Unknown {}
trait Sized_ {}

#[derive(Described)]
#[repr(C)]
struct Option(u16);

#[derive(Described)]
#[repr(C)]
struct Vec(Option, Option);

#[derive(Described)]
#[repr(C)]
struct Result(Vec, u8);

#[derive(Described)]
#[repr(C)]
#[layout(size == 6, no_padding)]
struct String {
    vec: Vec,
    option: Option,
}

#[derive(Described)]
#[repr(C)]
struct u8([::core::primitive::u32; 2]);

#[derive(Described)]
#[repr(C)]
struct usize(u8);

#[derive(Described)]
#[repr(C)]
#[layout(size == 8, align == 4, offset(size) == 0)]
struct Layout {
    size: usize,
}

#[derive(Described)]
#[repr(C)]
#[layout(size == 16, size(0) == 8)]
struct Generic<T>(T, u8);

#[derive(Described)]
#[layout(fields == 0)]
struct str;

impl Unknown for Known {}
impl Sized_ for Known {}

layout_core::assert_layout!(String, size == 6, offset(vec.1.0) == 2);
layout_core::assert_layout!(Option, size == 2);
layout_core::assert_layout!(Generic<Layout>, offset(1) == 8);
layout_core::assert_layout!(Known, size == 0);

fn main() {
    let _ = (Some_, Repr, Op, Eq, Known, Subject, TypeLayout);
    assert_eq!(String::LAYOUT.name, "String");
    assert_eq!(Layout::LAYOUT.size, 8);
    assert_eq!(Result::LAYOUT.size, 12);
    assert_eq!(u8::LAYOUT.field("0").unwrap().ty, "[::core::primitive::u32; 2]");
    assert_eq!(<str as Described>::LAYOUT.size, 0);
}
