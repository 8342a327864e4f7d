//! `assert_layout!` of types of every form, described or not.
#![deny(warnings)]

use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::num::NonZero;

use layout_core::{Layout, assert_layout};

const WORD: usize = size_of::<usize>();

/// Not described: its size and alignment can be checked all the same.
#[repr(C)]
struct Foreign {
    _a: u16,
    _b: u8,
}

#[repr(u8)]
enum Enum {
    _A,
}

union Union {
    _a: u32,
    _b: [u8; 8],
}

type Alias<T> = Option<Box<T>>;

trait Owner {
    type Owned<'a, T: 'a>;
}

impl Owner for Foreign {
    type Owned<'a, T: 'a> = &'a T;
}

assert_layout!(Foreign, size == 4, align == 2, cache_lines == 1);
assert_layout!(Enum, size == 1);
assert_layout!(Union, size == 8, align == 4);
assert_layout!(Alias<str>, size == 2 * WORD);
assert_layout!(<Foreign as Owner>::Owned<'static, u8>, size == WORD);
assert_layout!(<[u8] as ToOwned>::Owned, size == 3 * WORD);
assert_layout!(HashMap<(u8, u16), Vec<Option<u8>>>, size >= WORD);
assert_layout!(std::option::Option<NonZero<u32>>, size == 4);
assert_layout!(::std::string::String, size == 3 * WORD);
assert_layout!([[u8; 3]; 1 + 1], size == 6);
assert_layout!([(u8, u32); 2], offset(1.0) >= 8, offset(1.1) >= 8);
assert_layout!((u8, u32), padding == 3, fields == 2, size(1) == 4);
assert_layout!((((u8,), u16), u32), size(0.0.0) == 1, size(0.1) == 2);
assert_layout!((), size == 0, fields == 0, no_padding);
assert_layout!(&str, size == 2 * WORD);
assert_layout!(&'static mut [u8], size == 2 * WORD);
assert_layout!(*const Foreign, size == WORD);
assert_layout!(unsafe extern "C" fn(u8, ...) -> u8, size == WORD);
assert_layout!(unsafe fn(), size == WORD);
assert_layout!(UnsafeCell<bool>, size == 1);

struct Reader<T>(T);

impl<T> Reader<T> {
    fn within(self) -> T {
        assert_layout!(Foreign, size == 4);
        self.0
    }
}

fn main() {
    assert_eq!(Reader(1).within(), 1);
    assert_eq!(<(u8, u32)>::LAYOUT.padding(), 3);
}
