//! Structs over mixtures of types and representations, each with the truth about it.

use std::marker::PhantomData;
use std::mem::offset_of;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU32};

use layout_core::Layout;

use crate::model::{Shape, Truth};

/// Declares structs, and a function that returns the truth about all of them.
macro_rules! shapes {
    ($($(#[$meta:meta])* struct $name:ident { $($field:ident: $ty:ty),* $(,)? })*) => {
        $(
            #[derive(Layout)]
            $(#[$meta])*
            struct $name { $($field: $ty),* }
        )*

        fn named() -> Vec<Shape> {
            vec![$(Shape {
                name: stringify!($(#[$meta])* struct $name { $($field: $ty),* }).to_owned(),
                layout: $name::LAYOUT,
                size: size_of::<$name>(),
                align: align_of::<$name>(),
                fields: vec![$(truth::<$ty>(stringify!($field), offset_of!($name, $field))),*],
            }),*]
        }

        /// The masks of the structs of `named`, in the same order: their length must be a constant.
        pub(crate) fn masks() -> Vec<Vec<bool>> {
            vec![$($name::LAYOUT.padding_mask::<{ size_of::<$name>() }>().to_vec()),*]
        }
    };
}

shapes! {
    struct Empty {}
    struct OneByte { a: u8 }
    struct OneNothing { a: () }
    struct Falling { a: u64, b: u32, c: u16, d: u8 }
    struct Rising { a: u8, b: u16, c: u32, d: u64 }
    struct Mixed { a: u8, b: u64, c: u8, d: u32, e: u8, f: u16 }
    struct Words { a: Vec<u8>, b: bool, c: Box<str>, d: char, e: &'static str }
    struct Options { a: Option<u8>, b: Option<NonZero<u16>>, c: Option<u32>, d: Option<Box<u8>> }
    struct Markers { a: PhantomData<u64>, b: u8, c: PhantomData<String>, d: u32, e: () }
    struct Wide { a: u128, b: u8, c: i128, d: [u8; 3] }
    struct Floats { a: f32, b: f64, c: bool, d: f32 }
    struct Tuples { a: (u8, u32), b: (), c: (u16,), d: ((u8, u8), u8) }
    struct Arrays { a: [u8; 3], b: [u32; 2], c: [u16; 0], d: [(u8, u16); 2] }
    struct Atomics { a: AtomicBool, b: AtomicU32, c: AtomicU16 }
    struct Pointers { a: *const u8, b: u8, c: fn(u8) -> u8, d: u8, e: Option<&'static u8> }
    struct Inner { a: Rising, b: u8, c: Falling }
    struct ManyBytes { a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u16 }
    #[repr(C)]
    struct CEmpty {}
    #[repr(C)]
    struct CFalling { a: u64, b: u32, c: u16, d: u8 }
    #[repr(C)]
    struct CRising { a: u8, b: u16, c: u32, d: u64 }
    #[repr(C)]
    struct CMixed { a: u8, b: u64, c: u8, d: u32, e: u8, f: u16 }
    #[repr(C)]
    struct CWide { a: u8, b: u128, c: u8 }
    #[repr(C)]
    struct CWords { a: bool, b: Vec<u8>, c: char, d: Option<u8> }
    #[repr(C)]
    struct CNothingAtStart { a: [u32; 0], b: u8 }
    #[repr(C)]
    struct CNothingInHole { a: u8, b: [u16; 0], c: u32 }
    #[repr(C)]
    struct CNothingsInHole { a: u8, b: (), c: [u16; 0], d: PhantomData<u8>, e: [u32; 0], f: u64 }
    #[repr(C)]
    struct CNothingAtEnd { a: u32, b: u8, c: [u16; 0] }
    #[repr(C)]
    struct CNothingBehind { a: u32, b: u8, c: [u32; 0] }
    #[repr(C)]
    struct COnlyNothings { a: (), b: [u64; 0], c: PhantomData<u8> }
    #[repr(C)]
    struct CInner { a: u8, b: CMixed, c: u8, d: [CRising; 2] }
    #[repr(Rust, packed)]
    struct Packed { a: u8, b: u64, c: u16, d: u32 }
    #[repr(C, packed)]
    struct CPacked { a: u8, b: u64, c: u16, d: u32 }
    #[repr(C, packed(2))]
    struct CPacked2 { a: u8, b: u64, c: u8, d: u32, e: u8 }
    #[repr(Rust, packed(4))]
    struct Packed4 { a: u8, b: u64, c: u8, d: u32, e: u8 }
    #[repr(C, packed(2))]
    struct CPackedInner { a: u8, b: CRising, c: u8 }
    #[repr(align(32))]
    struct Aligned { a: u8, b: u32, c: u8 }
    #[repr(C, align(32))]
    struct CAligned { a: u8, b: u32, c: u8 }
    #[repr(align(16))]
    struct AlignedEmpty {}
    #[repr(C)]
    struct CHoldsAligned { a: u8, b: CAligned, c: AlignedEmpty, d: u8 }
    struct HoldsAligned { a: u8, b: CAligned, c: AlignedEmpty, d: u8 }
    #[repr(transparent)]
    struct Transparent { a: PhantomData<u8>, b: u32, c: () }
}

#[derive(Layout)]
struct Three<A, B, C> {
    a: A,
    b: B,
    c: C,
}

#[derive(Layout)]
#[repr(C)]
struct CThree<A, B, C> {
    a: A,
    b: B,
    c: C,
}

#[derive(Layout)]
#[repr(C, packed(2))]
struct PackedThree<A, B, C> {
    a: A,
    b: B,
    c: C,
}

/// The truth about every instance of a struct for which each parameter is one of the types given.
macro_rules! instances {
    ($shapes:ident: $name:ident [$($a:ty),*] $bs:tt $cs:tt) => {
        $(instances!(@ $shapes $name ($a) $bs $cs);)*
    };
    (@ $shapes:ident $name:ident ($a:ty) [$($b:ty),*] $cs:tt) => {
        $(instances!(@ $shapes $name ($a, $b) $cs);)*
    };
    (@ $shapes:ident $name:ident ($a:ty, $b:ty) [$($c:ty),*]) => {
        $($shapes.push(Shape {
            name: stringify!($name<$a, $b, $c>).to_owned(),
            layout: $name::<$a, $b, $c>::LAYOUT,
            size: size_of::<$name<$a, $b, $c>>(),
            align: align_of::<$name<$a, $b, $c>>(),
            fields: vec![
                truth::<$a>("a", offset_of!($name<$a, $b, $c>, a)),
                truth::<$b>("b", offset_of!($name<$a, $b, $c>, b)),
                truth::<$c>("c", offset_of!($name<$a, $b, $c>, c)),
            ],
        });)*
    };
}

fn generic() -> Vec<Shape> {
    let mut shapes = Vec::new();
    instances! {
        shapes: Three [u8, u16, (), u64, [u8; 5]] [u8, u32, [u16; 0]] [u8, u32, (), [u8; 3]]
    }
    instances! {
        shapes: CThree [u8, u16, (), u64, [u8; 5]] [u8, u32, [u16; 0]] [u8, u32, (), [u8; 3]]
    }
    instances! {
        shapes: PackedThree [u8, u16, (), u64, [u8; 5]] [u8, u32, [u16; 0]] [u8, u32, (), [u8; 3]]
    }
    shapes
}

fn truth<T>(name: &str, offset: usize) -> Truth {
    Truth { name: name.to_owned(), offset, size: size_of::<T>(), align: align_of::<T>() }
}

/// All the structs of this file; those that [`masks`] speaks of come first.
pub(crate) fn all() -> Vec<Shape> {
    named().into_iter().chain(generic()).collect()
}
