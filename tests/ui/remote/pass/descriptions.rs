//! Types of other crates and modules: structs, unions, enums, generic ones, packed ones, private fields.
#![forbid(unsafe_code)]
#![deny(warnings)]

use layout_core::layout::TypeLayout;
use layout_core::{Layout, assert_layout};

mod foreign {
    #[repr(C)]
    #[derive(Default)]
    pub struct Header {
        pub kind: u8,
        pub len: u32,
        secret: u32,
    }

    #[derive(Default)]
    pub struct Ordered {
        pub a: u8,
        pub b: u32,
        pub c: u16,
    }

    #[repr(C, packed(2))]
    pub struct Packed {
        pub a: u8,
        pub b: u32,
    }

    pub struct Pair<T, const N: usize>(pub [T; N], pub u8);

    pub struct View<'a> {
        pub text: &'a str,
        pub at: usize,
    }

    #[repr(u8)]
    pub enum Level {
        Low = 1,
        High = 250,
    }

    #[repr(C)]
    pub union Word {
        pub int: u32,
        pub float: f32,
    }

    pub struct Unit;

    impl Header {
        pub fn secret(&self) -> *const u32 {
            &self.secret
        }
    }

    /// A drop does not keep the type from being described.
    pub struct Guard {
        pub lock: u32,
    }

    impl Drop for Guard {
        fn drop(&mut self) {}
    }

    #[repr(transparent)]
    pub struct Meters(pub f64);
}

#[derive(Layout)]
#[layout(remote = foreign::Header, size == 12, offset(len) == 4)]
#[repr(C)]
struct Header {
    kind: u8,
    #[layout(private)]
    _gap: [u8; 3],
    len: u32,
    #[layout(private, offset == 8)]
    _secret: u32,
}

#[derive(Layout)]
#[layout(remote = foreign::Ordered)]
struct Ordered {
    a: u8,
    b: u32,
    c: u16,
}

#[derive(Layout)]
#[layout(remote = foreign::Packed, size == 6)]
#[repr(C, packed(2))]
struct Packed {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[layout(remote = foreign::Pair<T, N>, size >= 1)]
struct Pair<T, const N: usize>([T; N], u8);

#[derive(Layout)]
#[layout(remote = foreign::View<'a>, lock)]
struct View<'a> {
    text: &'a str,
    #[layout(hot)]
    at: usize,
}

#[derive(Layout)]
#[layout(remote = foreign::Level, discriminant(High) == 250)]
#[repr(u8)]
enum Level {
    Low = 1,
    High = 250,
}

#[derive(Layout)]
#[layout(remote = foreign::Word)]
#[repr(C)]
union Word {
    int: u32,
    float: f32,
}

#[derive(Layout)]
#[layout(remote = foreign::Unit)]
struct Unit;

#[derive(Layout)]
#[layout(remote = foreign::Guard)]
struct Guard {
    lock: u32,
}

#[derive(Layout)]
#[layout(remote = foreign::Meters)]
#[repr(transparent)]
struct Meters(f64);

#[derive(Layout)]
#[layout(remote = std::ops::Range<T>)]
struct Range<T> {
    start: T,
    end: T,
}

#[derive(Layout)]
#[layout(remote = std::process::Output)]
struct Output {
    status: std::process::ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

#[derive(Layout)]
#[layout(remote = std::cmp::Reverse<T>)]
struct Reverse<T>(T);

#[derive(Layout)]
#[layout(remote = std::num::FpCategory)]
enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}

/// What macros hand over as one token.
macro_rules! describe {
    ($name:ident: $remote:path { $($field:ident: $ty:ty),* }) => {
        #[derive(Layout)]
        #[layout(remote = $remote)]
        #[repr(C)]
        struct $name { $($field: $ty),* }
    };
}

describe!(Described: foreign::Guard { lock: u32 });

assert_layout!(Range<u8>, size == 2);
assert_layout!(Pair<u32, 3>, size == 16, same_as(Pair<u32, 3>, opaque(0)));
assert_layout!(Header, same_as(Header, opaque(_gap, _secret)), no_holes);

fn main() {
    let header = foreign::Header::default();
    let start = &raw const header as usize;
    let offset = |field| Header::LAYOUT.offset(field).unwrap();
    assert_eq!(offset("kind"), &raw const header.kind as usize - start);
    assert_eq!(offset("len"), &raw const header.len as usize - start);
    assert_eq!(offset("_secret"), header.secret() as usize - start);
    // Nothing is said of what is private.
    assert_eq!(Header::LAYOUT.deep_padding(), None);

    let ordered = foreign::Ordered::default();
    let start = &raw const ordered as usize;
    let offset = |field| Ordered::LAYOUT.offset(field).unwrap();
    assert_eq!(offset("a"), &raw const ordered.a as usize - start);
    assert_eq!(offset("b"), &raw const ordered.b as usize - start);
    assert_eq!(offset("c"), &raw const ordered.c as usize - start);

    fn of<D: Layout, R>() -> TypeLayout {
        assert_eq!((size_of::<R>(), align_of::<R>()), (D::LAYOUT.size, D::LAYOUT.align));
        D::LAYOUT
    }
    assert_eq!(of::<Packed, foreign::Packed>().fields().len(), 2);
    of::<Pair<u64, 2>, foreign::Pair<u64, 2>>();
    of::<View<'static>, foreign::View<'static>>();
    of::<Level, foreign::Level>();
    of::<Word, foreign::Word>();
    of::<Unit, foreign::Unit>();
    of::<Guard, foreign::Guard>();
    of::<Meters, foreign::Meters>();
    of::<Output, std::process::Output>();
    of::<Reverse<u16>, std::cmp::Reverse<u16>>();
    of::<FpCategory, std::num::FpCategory>();
    of::<Described, foreign::Guard>();
}
