//! Public fields of types that are not described.
#![deny(warnings)]
#![allow(dead_code)]
#![forbid(unsafe_code)]

use layout_core::assert_layout;

mod foreign {
    #[repr(C)]
    pub struct Header {
        pub kind: u8,
        pub r#type: u32,
        pub pair: (u16, u16),
        pub inner: Inner,
        pub _secret: Secret,
    }

    #[repr(C, packed)]
    pub struct Inner {
        pub byte: u8,
        pub long: u64,
    }

    pub struct Secret(#[allow(dead_code)] u8);
}

/// Also a type may be called so.
#[allow(non_camel_case_types)]
struct remote(#[allow(dead_code)] u8);

const EIGHT: usize = 8;

assert_layout!(remote foreign::Header, offset(type) == 4, offset(inner) == EIGHT + 4);
assert_layout!(remote foreign::Header, offset(inner.long) == 13, size(inner.long) == 8);
assert_layout!(remote foreign::Header, align(kind) == 1, size(pair.1) == 2, offset(pair.0) >= 8);
assert_layout!(remote foreign::Header, align == 4, cache_lines <= 2);
assert_layout!(remote std::ops::Range<u32>, offset(end) <= 4, size(end) == 4);
assert_layout!(remote, size == 1);

struct Holder;

impl Holder {
    fn check() {
        assert_layout!(remote foreign::Inner, offset(long) == 1, align(long) >= 4);
    }
}

fn main() {
    Holder::check();
    let _ = remote(1);
    assert_layout! { remote foreign::Inner, size == 9 }
}
