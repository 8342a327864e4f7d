//! A crate that calls itself `core`, with modules and macros that lie: what the derive names is not theirs.
#![deny(warnings)]
#![forbid(unsafe_code)]
#![allow(dead_code, non_camel_case_types, unused_macros)]

extern crate self as core;

use layout_core::{Layout, assert_layout};

pub mod primitive {
    pub type u8 = u64;
    pub type usize = ::std::primitive::u8;
    pub type isize = u16;
    pub type i128 = u16;
    pub type bool = [u32; 3];
}

pub mod mem {
    pub const fn size_of<T>() -> usize {
        77
    }
    pub const fn align_of<T>() -> usize {
        77
    }
    pub const fn discriminant<T>(_: &T) -> u128 {
        77
    }
    pub use crate::offset_of;
    pub struct MaybeUninit;
    pub struct ManuallyDrop;
}

pub mod option {
    pub enum Option<T> {
        None,
        Some(T),
        More(T, u64),
    }
    pub use self::Option::{None, Some};
}

pub mod marker {
    pub trait Sized {}
    pub struct PhantomData;
}

#[macro_export]
macro_rules! offset_of {
    ($($tokens:tt)*) => {
        77
    };
}

#[macro_export]
macro_rules! module_path {
    () => {
        "nowhere"
    };
}

macro_rules! lies {
    ($($name:ident)*) => {$(
        #[macro_export]
        macro_rules! $name {
            ($_:tt) => {};
        }
    )*};
}

lies! { assert compile_error const_format_args line matches panic unreachable }

#[derive(Layout)]
#[repr(u8)]
#[layout(offset(A.0) == 1, offset(B.0) == 4, size == 8, discriminant(B) == 1)]
pub enum Tagged {
    A(u8),
    B(u32),
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, align == 4, offset(b) == 4, padding == 3)]
pub struct Plain {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[layout(lock)]
pub enum Untagged {
    Pair(u8, u32),
    Optional(Option<u32>),
    Own(option::Option<u8>, ::std::marker::PhantomData<u64>),
    Unit,
}

#[derive(Layout)]
#[layout(size == 1, discriminant(Seven) == 7)]
pub enum Units {
    Seven = 3 + 4,
    Eight,
}

#[derive(Layout)]
#[repr(C)]
pub struct Tailed {
    a: u8,
    tail: [u16],
}

assert_layout!(Plain, size == 8, offset(b) == 4, same_as(Plain));
assert_layout!([Plain; 3], size == 24);

fn main() {
    assert_eq!(Tagged::LAYOUT.offset("A.0"), Some(1));
    assert_eq!(Tagged::LAYOUT.offset("B.0"), Some(4));
    assert_eq!(Tagged::LAYOUT.module_path, ::std::module_path!());
    assert_eq!(Plain::LAYOUT.offset("b"), Some(4));
    assert_eq!(Plain::LAYOUT.size, 8);
    assert_eq!(Untagged::LAYOUT.offset("Pair.0"), Some(pair_offset()));
    let eight = Units::LAYOUT.variant("Eight").expect("it is there");
    assert_eq!(eight.discriminant.as_i128(), Some(8));
    assert_eq!(Tailed::LAYOUT.offset("tail"), Some(2));
}

fn pair_offset() -> usize {
    let pair = Untagged::Pair(1, 2);
    let Untagged::Pair(field, _) = &pair else { return usize::MAX };
    ::std::ptr::from_ref(field).addr() - ::std::ptr::from_ref(&pair).addr()
}
