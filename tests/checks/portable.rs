//! What differs from target to target, where it lies, and what is to be written instead.

use core::cmp::{Ordering, Reverse};
use core::ffi::c_long;
use core::marker::{PhantomData, PhantomPinned};
use core::sync::atomic::{AtomicBool, AtomicIsize, AtomicPtr, AtomicU64, AtomicUsize};

use expect_test::expect;
use layout_core::__private::{SizeAlignOnly, Tailed, portable};
use layout_core::Layout;

use crate::{said_in_short, told};

/// Declares a type and says whether it is portable.
macro_rules! of {
    ($($declaration:tt)*) => {{
        #[derive(Layout)]
        $($declaration)*
        let said = said_in_short(|| portable(PhantomData::<T>, "T"));
        format!("{}\n", said.replace("layout of `T`: ", ""))
    }};
}

#[derive(Layout)]
#[repr(C)]
struct Inner {
    small: u16,
    word: usize,
}

/// Without a layout of its own.
struct Plain(u32);

#[test]
fn numbers_are_portable_and_words_are_not() {
    let said = [
        told!(u8: portable()),
        told!(u64: portable()),
        told!(i128: portable()),
        told!(f64: portable()),
        told!(bool: portable()),
        told!([u64; 3]: portable()),
        told!(usize: portable()),
        told!(isize: portable()),
        told!([isize; 2]: portable()),
        told!(&u8: portable()),
        told!(*const u8: portable()),
    ];
    expect![[r#"
        portable(): holds
        portable(): holds
        portable(): holds
        portable(): holds
        portable(): holds
        portable(): holds
        portable(): the type is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): the type is as large as a pointer, which differs by target, required portable: write `i32` or `i64`
        portable(): the type is as large as a pointer, which differs by target, required portable: write `i32` or `i64`
        portable(): the type is a pointer, whose size differs by target, required portable: write an index or an offset of fixed size
        portable(): the type is a pointer, whose size differs by target, required portable: write an index or an offset of fixed size
    "#]].assert_eq(&said.concat());
}

#[test]
fn some_types_of_the_standard_library_are_portable() {
    let said = [
        told!(AtomicBool: portable()),
        told!(AtomicU64: portable()),
        told!(AtomicPtr<u8>: portable()),
        told!(AtomicUsize: portable()),
        told!(AtomicIsize: portable()),
        told!(Ordering: portable()),
        told!(Reverse<u8>: portable()),
        told!(PhantomData<usize>: portable()),
        told!(PhantomPinned: portable()),
        told!(Option<()>: portable()),
        told!(Option<[u8; 0]>: portable()),
        told!(String: portable()),
        told!(SizeAlignOnly<u8>: portable()),
        told!([SizeAlignOnly<u8>; 2]: portable()),
        told!((): portable()),
        told!((u8, u8): portable()),
    ];
    expect![[r#"
        portable(): holds
        portable(): holds
        portable(): the type is a pointer, whose size differs by target, required portable: write an index or an offset of fixed size
        portable(): the type differs in size by target, required portable: write `AtomicU32` or `AtomicU64`
        portable(): the type differs in size by target, required portable: write `AtomicI32` or `AtomicI64`
        portable(): holds
        portable(): holds
        portable(): holds
        portable(): holds
        portable(): the layout is not defined, required portable: write integers or arrays of them
        portable(): the layout is not defined, required portable: write integers or arrays of them
        portable(): the layout is not defined, required portable: write integers or arrays of them
        portable(): the layout is not described, required portable: add `#[derive(Layout)]` to the type
        portable(): the layout is not described, required portable: add `#[derive(Layout)]` to the type
        portable(): holds
        portable(): the order of the fields is not defined, required portable: add `#[repr(C)]`
    "#]].assert_eq(&said.concat());
}

#[test]
fn names_that_are_other_numbers_elsewhere_are_told() {
    #[expect(non_camel_case_types, reason = "as that of C, with more before or behind it")]
    mod names {
        pub(super) type c_longer = i32;
        pub(super) type my_c_long = i32;
        pub(super) type äc_long = i32;
        pub(super) type c_longä = i32;
        pub(super) type time_t = i64;
        pub(super) type c_c_long = i32;
    }
    use names::{c_c_long, c_longer, c_longä, my_c_long, time_t, äc_long};
    type Pair<A, B> = [(A, B); 0];

    let said = [
        of! { #[repr(C)] struct T { a: c_long } },
        of! { #[repr(C)] struct T { a: core::ffi::c_long } },
        of! { #[repr(C)] struct T { a: [c_long; 2] } },
        of! { #[repr(C)] struct T { a: time_t } },
        of! { #[repr(C)] struct T { a: c_longer } },
        of! { #[repr(C)] struct T { a: my_c_long } },
        of! { #[repr(C)] struct T { a: äc_long } },
        of! { #[repr(C)] struct T { a: c_longä } },
        of! { #[repr(C)] struct T { a: c_c_long } },
        of! { #[repr(C)] struct T { a: Pair<c_longer, c_long> } },
        of! { #[repr(C)] struct T { a: Pair<my_c_long, c_long> } },
    ];
    expect![[r#"
        `a: c_long` differs in size by target, required portable: write `i32` or `i64`
        `a: core::ffi::c_long` differs in size by target, required portable: write `i32` or `i64`
        `a: [c_long; 2]` differs in size by target, required portable: write `i32` or `i64`
        `a: time_t` differs in size by target, required portable: write `i64`
        `a: c_longer` is `i32` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
        `a: my_c_long` is `i32` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
        `a: äc_long` is `i32` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
        `a: c_longä` is `i32` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
        `a: c_c_long` is `i32` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
        `a: Pair<c_longer, c_long>` differs in size by target, required portable: write `i32` or `i64`
        `a: Pair<my_c_long, c_long>` differs in size by target, required portable: write `i32` or `i64`
    "#]].assert_eq(&said.concat());
}

#[test]
fn an_order_must_be_defined() {
    let said = [
        of! { struct T { a: u32 } },
        of! { struct T(u32); },
        of! { struct T; },
        of! { struct T {} },
        of! { #[repr(transparent)] struct T { a: u32 } },
        of! { #[repr(C)] struct T { a: (u8, u8) } },
        of! { enum T { A, B } },
        of! { #[repr(C)] enum T { A, B } },
        of! { #[repr(u8)] enum T { A, B } },
        of! { #[repr(usize)] enum T { A, B } },
        of! { #[repr(isize)] enum T { A, B } },
    ];
    expect![[r#"
        the order of the fields is not defined, required portable: add `#[repr(C)]`
        the order of the fields is not defined, required portable: add `#[repr(C)]`
        holds
        holds
        holds
        the order of the fields of `a: (u8, u8)` is not defined, required portable: write a struct with `#[repr(C)]`
        the size of the tag is not defined, required portable: add `#[repr(u8)]` or another integer
        the size of the tag is not defined, required portable: add `#[repr(u8)]` or another integer
        holds
        the type is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        the type is as large as a pointer, which differs by target, required portable: write `i32` or `i64`
    "#]].assert_eq(&said.concat());
}

#[test]
fn fields_must_not_move() {
    let said = [
        of! { #[repr(C)] struct T { a: u32, b: u64 } },
        of! { #[repr(C)] struct T { a: u32, _pad: [u8; 4], b: u64 } },
        of! { #[repr(C)] struct T { a: u8, b: u64 } },
        of! { #[repr(C)] struct T { a: u8, b: u32, c: u64 } },
        of! { #[repr(C)] struct T { a: u8, b: u16, c: u32 } },
        of! { #[repr(C)] struct T { a: u64, b: [u8; 2], c: u128 } },
        of! { #[repr(C, packed(4))] struct T { a: u32, b: u64 } },
        of! { #[repr(C, packed(8))] struct T { a: u32, b: u64 } },
        of! { #[repr(C, packed(2))] struct T { a: u8, b: u32, c: u64 } },
        of! { #[repr(C, packed)] struct T { a: u8, b: u64, c: u16 } },
    ];
    expect![[r#"
        `b: u64` comes after 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a field before it, `[u8; 4]`
        holds
        `b: u64` comes after 7 bytes of padding on some targets and 3 on others, required portable: write the padding as a field before it, `[u8; 7]`
        holds
        holds
        `c: u128` comes after 6 bytes of padding on some targets and 2 on others, required portable: write the padding as a field before it, `[u8; 6]`
        holds
        `b: u64` comes after 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a field before it, `[u8; 4]`
        holds
        holds
    "#]].assert_eq(&said.concat());
}

#[test]
fn the_end_must_not_move() {
    let said = [
        of! { #[repr(C)] struct T { a: u64, b: u32 } },
        of! { #[repr(C)] struct T { a: u64, b: u32, c: u8 } },
        of! { #[repr(C)] struct T { a: u64, b: u32, c: [u8; 4] } },
        of! { #[repr(C)] struct T { a: u32, b: u8 } },
        of! { #[repr(C, align(4))] struct T { a: u64, b: u32 } },
        of! { #[repr(C, align(8))] struct T { a: u64, b: u32 } },
        of! { #[repr(C, align(16))] struct T { a: u64, b: u8 } },
        of! { #[repr(C, packed(4))] struct T { a: u64, b: u32 } },
        of! { #[repr(C, packed(8))] struct T { a: u64, b: u32 } },
        of! { #[repr(C)] struct T { a: AlignedBy2, b: u32 } },
        of! { #[repr(C)] struct T { a: AlignedBy2, b: u8, c: u64 } },
        of! { #[repr(C)] union T { a: u64, b: [u8; 12] } },
        of! { #[repr(C)] union T { b: [u8; 12], a: u64 } },
        of! { #[repr(C)] union T { a: u64, b: [u8; 16], c: u32 } },
        of! { #[repr(C)] union T { a: u64, b: u32 } },
        of! { #[repr(C)] union T { a: u32, b: [u8; 5] } },
    ];
    expect![[r#"
        the end has 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a last field, `[u8; 4]`
        holds
        holds
        holds
        the end has 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a last field, `[u8; 4]`
        holds
        holds
        holds
        the end has 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a last field, `[u8; 4]`
        holds
        `c: u64` comes after 5 bytes of padding on some targets and 1 on others, required portable: write the padding as a field before it, `[u8; 5]`
        the end has 4 bytes of padding on some targets and 0 on others, required portable: write a field as large as the whole, `[u8; 16]`
        the end has 4 bytes of padding on some targets and 0 on others, required portable: write a field as large as the whole, `[u8; 16]`
        holds
        holds
        holds
    "#]].assert_eq(&said.concat());
}

#[derive(Layout)]
#[repr(C, align(2))]
struct AlignedBy2(u8);

#[test]
fn payloads_must_not_move() {
    let said = [
        of! { #[repr(u8)] enum T { A(u32), B { x: u8, y: u16 } } },
        of! { #[repr(u8)] enum T { A(u8), B { x: u8, y: u64 } } },
        of! { #[repr(u32)] enum T { A, B(u64) } },
        of! { #[repr(u64)] enum T { A, B(u64) } },
        of! { #[repr(u64)] enum T { A, B(u64, u32) } },
        of! { #[repr(u64)] enum T { B(u64, u32), A(u64, u64) } },
        of! { #[repr(C, u8)] enum T { A(u8), B(u64) } },
        of! { #[repr(C, u8)] enum T { B(u64), A(u8) } },
        of! { #[repr(C, u32)] enum T { A(u8), B(u64) } },
        of! { #[repr(C, u64)] enum T { A(u8), B(u64) } },
        of! { #[repr(C, u64)] enum T { A(u8), B(u64, u8) } },
        of! { #[repr(C, u8)] enum T { A(u8), B(u32) } },
        of! { #[repr(C, u8)] enum T { A(u8), B(u8, u16) } },
        of! { #[repr(C, u8)] enum T { A(u8), B { x: u32, word: usize } } },
        of! { #[repr(u8)] enum T { A(u8), B { x: u32, word: usize } } },
        of! { #[repr(u8)] enum T { A(Inner) } },
        of! { #[repr(C, u8)] enum T { A(Inner) } },
    ];
    expect![[r#"
        holds
        `B.y: u64` comes after 6 bytes of padding on some targets and 2 on others, required portable: write the padding as a field before it, `[u8; 6]`
        `B.0: u64` comes after 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a field before it, `[u8; 4]`
        holds
        the end has 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a last field, `[u8; 4]`
        holds
        the offset of the payload after the tag differs by target, required portable: write a larger tag, such as `#[repr(C, u64)]`
        the offset of the payload after the tag differs by target, required portable: write a larger tag, such as `#[repr(C, u64)]`
        the offset of the payload after the tag differs by target, required portable: write a larger tag, such as `#[repr(C, u64)]`
        holds
        the end has 7 bytes of padding on some targets and 3 on others, required portable: write the padding as a last field, `[u8; 7]`
        holds
        holds
        `B.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        `B.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        `A.0.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        `A.0.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
    "#]].assert_eq(&said.concat());
}

/// The whole way is told, unless it is longer than sixteen fields.
#[test]
fn the_way_to_the_field_is_told() {
    macro_rules! nested {
        ($($outer:ident $inner:ident)*) => {
            $(
                #[derive(Layout)]
                #[repr(C)]
                struct $outer {
                    first: u8,
                    inner: $inner,
                }
            )*
        };
    }
    nested!(A Inner B A C B D C E D F E G F H G I H);

    let said = [
        told!(Inner: portable()),
        told!(A: portable()),
        told!(B: portable()),
        told!(F: portable()),
        told!(G: portable()),
        told!(H: portable()),
        told!(I: portable()),
        told!([A; 2]: portable()),
        of! { #[repr(C)] struct T { outer: [[Inner; 2]; 3] } },
        of! { #[repr(C)] struct T { outer: Plain } },
        of! { #[repr(C)] struct T { outer: [Plain; 2] } },
        of! { #[repr(C)] struct T { outer: Option<u8> } },
        of! { #[repr(C)] struct T { outer: *const u8 } },
    ];
    expect![[r#"
        portable(): `word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.inner.inner.inner.inner.inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.inner.inner.inner.inner.inner.inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.inner.inner.inner.inner.inner.inner.inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.inner.inner.inner.inner.inner.inner.inner.inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        portable(): `inner.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        `outer.word: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        the layout of `outer: Plain` is not described, required portable: add `#[derive(Layout)]` to the type
        the layout of `outer: [Plain; 2]` is not described, required portable: add `#[derive(Layout)]` to the type
        the layout of `outer: Option<u8>` is not defined, required portable: write integers or arrays of them
        `outer: *const u8` is a pointer, whose size differs by target, required portable: write an index or an offset of fixed size
    "#]].assert_eq(&said.concat());
}

/// Of a type without a size but the place of its tail.
#[test]
fn tails_may_end_anywhere() {
    #[derive(Layout)]
    #[repr(C)]
    struct Bytes {
        wide: u64,
        length: u32,
        rest: [u8],
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Wide {
        length: u32,
        wide: [u64],
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Text {
        length: u32,
        text: str,
    }

    macro_rules! tailed {
        ($ty:ty) => {{
            let said = said_in_short(|| portable(PhantomData::<Tailed<$ty>>, stringify!($ty)));
            format!("{}\n", said.replace(concat!("layout of `", stringify!($ty), "`: "), ""))
        }};
    }
    let said = [
        tailed!(Bytes),
        tailed!(Wide),
        tailed!(Text),
        tailed!([u16]),
        tailed!(str),
        tailed!([SizeAlignOnly<u8>]),
    ];
    expect![[r#"
        holds
        `wide: [u64]` comes after 4 bytes of padding on some targets and 0 on others, required portable: write the padding as a field before it, `[u8; 4]`
        holds
        holds
        holds
        the layout is not described, required portable: add `#[derive(Layout)]` to the type
    "#]].assert_eq(&said.concat());
}

/// What an alias is on other targets cannot be seen, nor what a length is that is no number.
mod spelled {
    use core::cell::{Cell, UnsafeCell};
    use core::num::{self, NonZero, NonZeroI64, NonZeroU32, Wrapping};

    use super::*;

    type Ul = u64;
    type Four = [u8; 4];
    use core::primitive::u64 as Long;

    const LEN: usize = 4;

    trait Number {
        type Int;
    }

    impl Number for u8 {
        type Int = u64;
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Wrapper<T: Layout>(T);

    #[derive(Layout)]
    #[repr(C)]
    struct Ring<T: Layout, const N: usize> {
        items: [T; N],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Sly<T: Layout> {
        of: T,
        other: Ul,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Pair<A: Layout, B: Layout>(A, [B; LEN]);

    #[derive(Layout)]
    #[repr(C)]
    struct Vouched {
        #[layout(fixed)]
        long: Ul,
        #[layout(fixed)]
        rest: [u8; LEN],
        more: [u8; 4],
    }

    type Alias = Vouched;

    mod m {
        use super::*;

        #[derive(Layout)]
        #[repr(C)]
        pub(super) struct Inner(pub(super) u16);

        pub(super) type NonZeroU64 = NonZero<Ul>;
    }

    #[test]
    fn what_is_called_by_its_own_name_is_fixed() {
        let said = [
            of! { #[repr(C)] struct T { a: core::primitive::u32 } },
            of! { #[repr(C)] struct T { a: ::std::primitive::u32 } },
            of! { #[repr(C)] struct T { a: UnsafeCell<u32> } },
            of! { #[repr(C)] struct T { a: Cell<[u32; 2]> } },
            of! { #[repr(C)] struct T { a: Wrapping<UnsafeCell<u32>> } },
            of! { #[repr(C)] struct T { a: NonZeroU32, b: ::core::num::NonZeroU32, c: num::NonZeroI64 } },
            of! { #[repr(C)] struct T { a: [NonZeroI64; 1], b: [core::num::NonZero<u32>; 2] } },
            of! { #[repr(C)] struct T { a: m::Inner } },
            of! { #[repr(C)] struct T { a: [[u8; 2 * 4]; 0x10usize] } },
            of! { #[repr(C)] struct T { a: Wrapper<u32> } },
            of! { #[repr(C)] struct T { a: Wrapper<m::Inner>, b: Wrapper<[u8; 2]> } },
            of! { #[repr(C)] struct T { a: Wrapper<Wrapper<u32>> } },
            of! { #[repr(C)] struct T { a: Ring<u16, 4> } },
            of! { #[repr(C)] struct T { a: Ring<[m::Inner; 2], 4> } },
            of! { #[repr(C)] struct T { a: Vouched } },
            of! { #[repr(C)] struct T { #[layout(fixed)] a: Alias } },
            of! { #[repr(C)] struct T { a: PhantomData<Ul> } },
            told!(Ring<u16, 4>: portable()),
            told!([UnsafeCell<u32>; 3]: portable()),
            told!(NonZero<u8>: portable()),
        ];
        for said in said {
            assert!(said.ends_with("holds\n"), "{said}");
        }
    }

    #[test]
    #[allow(unused_braces, reason = "a length in braces is the case")]
    fn what_is_not_is_said_so() {
        let said = [
            of! { #[repr(C)] struct T { a: Ul } },
            of! { #[repr(C)] struct T { a: Long } },
            of! { #[repr(C)] struct T { a: [Ul; 2] } },
            of! { #[repr(C)] struct T { a: Four } },
            of! { #[repr(C)] struct T { a: <u8 as Number>::Int } },
            of! { #[repr(C)] struct T { a: Cell<Ul> } },
            of! { #[repr(C)] struct T { a: NonZero<Ul> } },
            of! { #[repr(C)] struct T { a: m::NonZeroU64 } },
            of! { #[repr(C)] struct T { a: Alias } },
            of! { #[repr(C)] struct T { a: [u8; size_of::<usize>()] } },
            of! { #[repr(C)] struct T { a: [u8; LEN] } },
            of! { #[repr(C)] struct T { a: [[u8; LEN]; 2] } },
            of! { #[repr(C)] struct T { a: [u8; { 4 }] } },
            of! { #[repr(C)] struct T { a: Wrapper<Ul> } },
            of! { #[repr(C)] struct T { a: Wrapper<[Ul; 2]> } },
            of! { #[repr(C)] struct T { a: Wrapper<[u8; LEN]> } },
            of! { #[repr(C)] struct T { a: Wrapper<Alias> } },
            of! { #[repr(C)] struct T { a: Wrapper<Wrapper<Ul>> } },
            of! { #[repr(C)] struct T { a: Ring<u16, LEN> } },
            of! { #[repr(C)] struct T { a: Ring<u16, { size_of::<usize>() }> } },
            of! { #[repr(C)] struct T { a: Sly<u64> } },
            of! { #[repr(C)] struct T { a: Pair<u8, u8> } },
            of! { #[repr(u8)] enum T { A(Ul) } },
            of! { #[repr(C)] union T { a: Ul } },
            told!(Ul: portable()),
            told!([Ul; 2]: portable()),
            told!([u8; LEN]: portable()),
            told!(c_long: portable()),
            told!([c_long; 2]: portable()),
            told!(Wrapper<c_long>: portable()),
            told!(Wrapper<Ul>: portable()),
            told!(Alias: portable()),
            of! { #[repr(C)] struct T { #[layout(fixed)] a: c_long } },
            of! { #[repr(C)] struct T { #[layout(fixed)] a: usize } },
        ];
        expect![[r#"
            `a: Ul` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Long` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: [Ul; 2]` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Four` is `array` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: <u8 as Number>::Int` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Cell<Ul>` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: NonZero<Ul>` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: m::NonZeroU64` is `NonZero` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Alias` is `Vouched` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: [u8; size_of::<usize>()]` has a length that may differ by target, required portable: write the length as a number, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: [u8; LEN]` has a length that may differ by target, required portable: write the length as a number, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: [[u8; LEN]; 2]` has a length that may differ by target, required portable: write the length as a number, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: [u8; { 4 }]` has a length that may differ by target, required portable: write the length as a number, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Wrapper<Ul>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Wrapper<[Ul; 2]>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Wrapper<[u8; LEN]>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Wrapper<Alias>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Wrapper<Wrapper<Ul>>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Ring<u16, LEN>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Ring<u16, { size_of::<usize>() }>` has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a.other: Ul` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a.1: [B; LEN]` has a length that may differ by target, required portable: write the length as a number, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `A.0: Ul` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            `a: Ul` is `u64` here and may differ by target, required portable: write the type itself, or mark the field with `#[layout(fixed)]` if it is the same on every target
            portable(): the type is `u64` here and may differ by target, required portable: write the type itself
            portable(): the type is `u64` here and may differ by target, required portable: write the type itself
            portable(): the type has a length that may differ by target, required portable: write the length as a number
            portable(): the type differs in size by target, required portable: write `i32` or `i64`
            portable(): the type differs in size by target, required portable: write `i32` or `i64`
            portable(): the type differs in size by target, required portable: write `i32` or `i64`
            portable(): the type has arguments that may differ by target, required portable: name the types directly, and write lengths as numbers
            portable(): the type is `Vouched` here and may differ by target, required portable: write the type itself
            `a: c_long` differs in size by target, required portable: write `i32` or `i64`
            `a: usize` is as large as a pointer, which differs by target, required portable: write `u32` or `u64`
        "#]].assert_eq(&said.concat());
    }
}
