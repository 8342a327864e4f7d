//! One enum under each representation: the places of its fields, its tag and its discriminants.

use std::ffi::c_int;

use layout_core::Layout;
use layout_core::layout::{BaseRepr, IntRepr, Repr, Tagging};

use crate::case::{Case, Expected, assert_true, case};

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Inner {
    a: u8,
    b: u16,
}

#[derive(Layout, Clone, Copy)]
#[repr(C, align(32))]
struct Aligned(u8);

#[derive(Layout, Clone, Copy)]
#[repr(C, packed)]
struct Packed(u8, u64);

/// The same enum for each list of representations, each a case.
macro_rules! under {
    ($([$($repr:meta),*])*) => {
        vec![$({
            #[derive(Layout)]
            $(#[$repr])*
            enum Mixed {
                Unit,
                Tuple(u8, u32, u8),
                Named { narrow: u16, wide: u64, flag: bool },
                Hollow(),
                HollowNamed {},
                Zero([u64; 0], u8),
                Nothing(()),
                Bytes([u8; 3]),
                Nested(Inner, Inner),
                Packed(Packed, u8),
                Text(&'static str),
            }
            let mut case = case!(Mixed {
                Unit {} = Mixed::Unit;
                Tuple { 0, 1, 2 } = Mixed::Tuple(1, 2, 3);
                Named { narrow, wide, flag } = Mixed::Named { narrow: 1, wide: 2, flag: true };
                Hollow {} = Mixed::Hollow();
                HollowNamed {} = Mixed::HollowNamed {};
                Zero { 0, 1 } = Mixed::Zero([], 1);
                Nothing { 0 } = Mixed::Nothing(());
                Bytes { 0 } = Mixed::Bytes([1; 3]);
                Nested { 0, 1 } = Mixed::Nested(Inner { a: 1, b: 2 }, Inner { a: 3, b: 4 });
                Packed { 0, 1 } = Mixed::Packed(Packed(1, 2), 3);
                Text { 0 } = Mixed::Text("text");
            });
            case.name = stringify!($($repr),*).to_owned();
            case
        }),*]
    };
}

#[test]
fn every_representation_places_fields_truly() {
    let cases = under! {
        []
        [repr(C)]
        [repr(u8)] [repr(u16)] [repr(u32)] [repr(u64)] [repr(usize)]
        [repr(i8)] [repr(i16)] [repr(i32)] [repr(i64)] [repr(isize)]
        [repr(C, u8)] [repr(C, u16)] [repr(C, u32)] [repr(C, u64)] [repr(C, usize)]
        [repr(C, i8)] [repr(C, i16)] [repr(C, i32)] [repr(C, i64)] [repr(C, isize)]
        [repr(align(2))] [repr(align(16))] [repr(align(4096))]
        [repr(C, align(1))] [repr(C, align(64))] [repr(align(16), C)]
        [repr(u8, align(32))] [repr(align(32), i16)] [repr(u8, C)]
        [repr(C, u8, align(16))]
        [repr(C), repr(u8)]
        [repr(u16), repr(align(8)), repr(align(32))]
        [repr(align(0x10))]
    };
    for case in &cases {
        assert_eq!(case.live.len(), case.layout.variants().count(), "{}", case.name);
    }
    assert_true(&cases, Expected::Known);
}

/// Payloads of great alignment, or of none, move the fields of each representation otherwise.
#[test]
fn payloads_of_great_alignment() {
    macro_rules! aligned {
        ($([$($repr:meta),*])*) => {
            vec![$({
                #[derive(Layout)]
                $(#[$repr])*
                enum Far {
                    Small(u8, u16),
                    Great(u8, Aligned),
                    None([Aligned; 0]),
                }
                let mut case = case!(Far {
                    Small { 0, 1 } = Far::Small(1, 2);
                    Great { 0, 1 } = Far::Great(1, Aligned(2));
                    None { 0 } = Far::None([]);
                });
                case.name = stringify!($($repr),*).to_owned();
                case
            }),*]
        };
    }
    let cases = aligned! {
        [] [repr(C)] [repr(u8)] [repr(C, u8)] [repr(i64)] [repr(C, i64)] [repr(C, align(64))]
        [repr(u8, align(64))] [repr(align(64))]
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn enums_of_one_variant() {
    macro_rules! single {
        ($([$($repr:meta),*])*) => {
            vec![$({
                #[derive(Layout)]
                $(#[$repr])*
                enum Single {
                    Only { narrow: u8, wide: u32, last: u8 },
                }
                let mut case = case!(Single {
                    Only { narrow, wide, last } = Single::Only { narrow: 1, wide: 2, last: 3 };
                });
                case.name = stringify!($($repr),*).to_owned();
                case
            }),*]
        };
    }
    let cases = single! {
        [] [repr(C)] [repr(u8)] [repr(C, u8)] [repr(i64)] [repr(align(16))] [repr(C, align(16))]
    };
    assert_true(&cases, Expected::Known);
}

#[derive(Layout)]
#[repr(transparent)]
enum Transparent {
    Only(u32),
}

#[derive(Layout)]
#[repr(transparent)]
enum TransparentNamed<T> {
    Only { unit: (), value: T, marker: std::marker::PhantomData<T> },
}

#[test]
fn transparent_enums_are_as_their_field() {
    let cases = [
        case!(Transparent { Only { 0 } = Transparent::Only(7); }),
        case!(TransparentNamed<u64> {
            Only { unit, value, marker } = TransparentNamed::Only {
                unit: (),
                value: 7,
                marker: std::marker::PhantomData,
            };
        }),
    ];
    // The generic enum has no samples of its parameter.
    assert_true(&cases[..1], Expected::Known);
    assert_true(&cases, Expected::Honest);
    assert_eq!(Transparent::LAYOUT.repr, Repr::TRANSPARENT);
    assert_eq!(Transparent::LAYOUT.tagging(), Some(Tagging::Single));
    assert_eq!(Transparent::LAYOUT.repr.to_string(), "repr(transparent)");
}

#[derive(Layout)]
#[repr(C, i16, align(32))]
enum Everything {
    A,
    B(u8),
}

#[derive(Layout)]
#[repr(C)]
enum PlainC {
    A = 1,
    B,
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(u64)]
enum Wide {
    A(u8),
    B,
}

#[test]
fn representations_are_stated_as_they_are_declared() {
    let Repr { base, int, packed, align, .. } = Everything::LAYOUT.repr;
    assert_eq!((base, int), (BaseRepr::C, Some(IntRepr::I16)));
    assert_eq!((packed, align), (None, Some(32)));
    assert_eq!(Everything::LAYOUT.repr.to_string(), "repr(C, i16, align(32))");
    assert!(!Everything::LAYOUT.repr.is_reorderable());
    let Repr { base, int, .. } = Wide::LAYOUT.repr;
    assert_eq!((base, int), (BaseRepr::Rust, Some(IntRepr::U64)));
    assert!(!Wide::LAYOUT.repr.is_reorderable());
}

#[test]
fn tags_are_as_large_as_their_type() {
    let tag = |size| Some(Tagging::Tag { offset: 0, size });
    assert_eq!(Everything::LAYOUT.tagging(), tag(2));
    assert_eq!(PlainC::LAYOUT.tagging(), tag(size_of::<c_int>()));
    assert_eq!(Wide::LAYOUT.tagging(), tag(8));
    let cases: [Case; 2] = [
        case!(Everything {
            A {} = Everything::A;
            B { 0 } = Everything::B(1);
        }),
        case!(PlainC {
            A {} = PlainC::A;
            B {} = PlainC::B;
        }),
    ];
    assert_true(&cases, Expected::Known);
    assert_eq!(cases[0].live[1].tag.as_deref(), Some(&1_i16.to_ne_bytes()[..]));
    assert_eq!(cases[1].live[1].tag.as_deref(), Some(&(2 as c_int).to_ne_bytes()[..]));
    let Wide::A(_) = Wide::A(1) else { unreachable!("{}", size_of_val(&Wide::B)) };
}

/// As they are written in source.
#[test]
fn representations_are_printed_as_written() {
    macro_rules! printed {
        ($([$($repr:tt)*] $text:literal)*) => {$({
            #[derive(Layout)]
            #[repr($($repr)*)]
            #[expect(dead_code, reason = "it is looked at, not used")]
            enum Two {
                One(u8),
                Other,
            }
            assert_eq!(Two::LAYOUT.repr.to_string(), $text);
        })*};
    }
    printed! {
        [u8] "repr(u8)" [u16] "repr(u16)" [u32] "repr(u32)" [u64] "repr(u64)" [usize] "repr(usize)"
        [i8] "repr(i8)" [i16] "repr(i16)" [i32] "repr(i32)" [i64] "repr(i64)" [isize] "repr(isize)"
        [C, u16] "repr(C, u16)" [C, i32] "repr(C, i32)" [C] "repr(C)" [u8, align(8)] "repr(u8, align(8))"
    }
    // Which the compiler takes since 1.89 only.
    let wide = [IntRepr::U128, IntRepr::I128].map(|int| Repr::RUST.tagged(int).to_string());
    assert_eq!(wide, ["repr(u128)", "repr(i128)"]);
}
