//! Discriminants, against what `as` says of variants without fields.
#![allow(
    clippy::enum_clike_unportable_variant,
    reason = "the bounds of `isize` are what is tested"
)]
#![allow(clippy::cast_possible_truncation, reason = "a discriminant may be any expression")]

use layout_core::Layout;
use layout_core::layout::Tagging;

const BASE: i32 = 7;

mod values {
    pub(super) const HIGH: u16 = 0xfff0;
}

#[derive(Layout, Clone, Copy)]
enum Implicit {
    A,
    B,
    C,
}

#[derive(Layout, Clone, Copy)]
enum Gaps {
    Zero,
    Ten = 10,
    Eleven,
    Negative = -5,
    BehindNegative,
    Large = 1 << 20,
    Last,
}

#[derive(Layout, Clone, Copy)]
enum Bounds {
    Least = isize::MIN,
    BehindLeast,
    Zero = 0,
    Most = isize::MAX,
}

#[derive(Layout, Clone, Copy)]
#[repr(u64)]
enum Wide {
    Zero,
    BeforeMost = u64::MAX - 1,
    Most,
    Half = 1 << 63,
}

#[derive(Layout, Clone, Copy)]
#[repr(i64)]
enum SignedWide {
    Least = i64::MIN,
    Next,
    Most = i64::MAX,
}

#[derive(Layout, Clone, Copy)]
#[repr(usize)]
enum Size {
    Most = usize::MAX,
    Zero = 0,
}

#[derive(Layout, Clone, Copy)]
#[repr(isize)]
enum SignedSize {
    Least = isize::MIN,
    Minus = -1,
    Zero,
    Most = isize::MAX,
}

#[derive(Layout, Clone, Copy)]
#[repr(u8)]
enum Byte {
    Letter = b'a',
    Next,
    Wrapped = 0_u8.wrapping_sub(1),
    Zero = 0,
}

#[derive(Layout, Clone, Copy)]
#[repr(i8)]
enum SignedByte {
    Least = -128,
    Inferred = -(1 + 2 * 3),
    Next,
    Negated = !0,
    Most = i8::MAX,
}

#[derive(Layout, Clone, Copy)]
#[repr(u16)]
enum ByConstant {
    High = values::HIGH,
    Next,
    Size = size_of::<u64>() as u16,
    Byte = Byte::Letter as u16,
    Called = called(3),
    Block = {
        const INNER: u16 = 5;
        INNER * 2
    },
}

const fn called(value: u16) -> u16 {
    value * 100
}

#[derive(Layout, Clone, Copy)]
#[repr(i32)]
enum Own {
    A = Self::START,
    B,
    C = BASE,
}

impl Own {
    const START: i32 = -40;
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
enum LikeC {
    A = -1,
    B,
    C = 0x7fff_ffff,
}

#[derive(Layout, Clone, Copy)]
#[repr(i64, align(16))]
enum AlignedWide {
    A = i64::MIN,
    B,
}

#[derive(Layout, Clone, Copy)]
#[repr(u32)]
enum One {
    Only = 0xdead_beef,
}

#[derive(Layout, Clone, Copy)]
enum Alone {
    Only = 1234,
}

#[derive(Layout)]
#[expect(dead_code, reason = "its layout is what counts")]
enum Hollow {
    Unit,
    Tuple(),
    Named {},
}

/// Discriminants that are asked of a value, since their evaluation may fail.
macro_rules! computed {
    ($($name:ident $int:ident)*) => {$(
        #[derive(Layout, Clone, Copy)]
        #[repr($int)]
        enum $name {
            Most = $int::MAX - 1 + 1,
            Least = $int::MIN + 1 - 1,
            Next,
        }
    )*};
}

computed! {
    U8 u8 U16 u16 U32 u32 U64 u64 Usize usize
    I8 i8 I16 i16 I32 i32 I64 i64 Isize isize
}

/// A value of it cannot be cast.
#[derive(Layout)]
enum Dropped {
    Implicit,
    Computed = 2 * 21,
}

impl Drop for Dropped {
    fn drop(&mut self) {}
}

/// What is stated and what is true of a variant.
struct Value {
    of: &'static str,
    stated: Option<i128>,
    stated_unsigned: Option<u128>,
    shown: String,
    truth: i128,
}

macro_rules! values {
    ($($ty:ident { $($variant:ident),* })*) => {
        vec![$($({
            const STATED: layout_core::layout::Discriminant =
                $ty::LAYOUT.variant(stringify!($variant)).unwrap().discriminant;
            Value {
                of: concat!(stringify!($ty), "::", stringify!($variant)),
                stated: STATED.as_i128(),
                stated_unsigned: STATED.as_u128(),
                shown: STATED.to_string(),
                truth: $ty::$variant as i128,
            }
        }),*),*]
    };
}

#[test]
fn values_are_those_of_a_cast() {
    let values = values! {
        Implicit { A, B, C }
        Gaps { Zero, Ten, Eleven, Negative, BehindNegative, Large, Last }
        Bounds { Least, BehindLeast, Zero, Most }
        Wide { Zero, BeforeMost, Most, Half }
        SignedWide { Least, Next, Most }
        Size { Most, Zero }
        SignedSize { Least, Minus, Zero, Most }
        Byte { Letter, Next, Wrapped, Zero }
        SignedByte { Least, Inferred, Next, Negated, Most }
        ByConstant { High, Next, Size, Byte, Called, Block }
        Own { A, B, C }
        LikeC { A, B, C }
        AlignedWide { A, B }
        One { Only }
        Alone { Only }
        Hollow { Unit }
    };
    for Value { of, stated, stated_unsigned, shown, truth } in values {
        assert_eq!(stated, Some(truth), "{of}");
        assert_eq!(stated_unsigned, u128::try_from(truth).ok(), "{of} as u128");
        assert_eq!(shown, truth.to_string(), "{of} as text");
    }
}

#[test]
fn computed_values_are_those_of_a_cast() {
    let values = values! {
        U8 { Most, Least, Next } U16 { Most, Least, Next } U32 { Most, Least, Next }
        U64 { Most, Least, Next } Usize { Most, Least, Next }
        I8 { Most, Least, Next } I16 { Most, Least, Next } I32 { Most, Least, Next }
        I64 { Most, Least, Next } Isize { Most, Least, Next }
    };
    assert_eq!(values.len(), 30);
    for Value { of, stated, truth, .. } in values {
        assert_eq!(stated, Some(truth), "{of}");
    }
    let computed = Dropped::LAYOUT.variant("Computed").expect("it is there");
    assert_eq!(computed.discriminant.as_i128(), Some(42));
}

/// The bytes of an enum without fields are its tag.
#[test]
fn tags_hold_the_discriminant() {
    macro_rules! tags {
        ($($ty:ident as $int:ty { $($variant:ident),* })*) => {$($({
            const { assert!(size_of::<$ty>() == size_of::<$int>()) };
            // SAFETY: both are of one size, and a `repr(int)` enum is as its tag.
            let tag: $int = unsafe { std::mem::transmute($ty::$variant) };
            let stated = $ty::LAYOUT.variant(stringify!($variant)).unwrap().discriminant;
            assert_eq!(stated.as_i128(), Some(i128::try_from(tag).unwrap()), stringify!($variant));
            assert_eq!(
                $ty::LAYOUT.tagging(),
                Some(Tagging::Tag { offset: 0, size: size_of::<$int>() })
            );
        })*)*};
    }
    tags! {
        Wide as u64 { Zero, BeforeMost, Most, Half }
        SignedWide as i64 { Least, Next, Most }
        Size as usize { Most, Zero }
        SignedSize as isize { Least, Minus, Zero, Most }
        Byte as u8 { Letter, Next, Wrapped, Zero }
        SignedByte as i8 { Least, Inferred, Next, Negated, Most }
        ByConstant as u16 { High, Next, Size, Byte, Called, Block }
        Own as i32 { A, B, C }
        LikeC as std::ffi::c_int { A, B, C }
        One as u32 { Only }
    }
}

#[test]
fn enums_without_fields_have_a_tag_if_there_is_something_to_tell() {
    let tag = |size| Some(Tagging::Tag { offset: 0, size });
    assert_eq!(Implicit::LAYOUT.tagging(), tag(1));
    assert_eq!(Gaps::LAYOUT.tagging(), tag(4));
    assert_eq!(Bounds::LAYOUT.tagging(), tag(size_of::<isize>()));
    assert_eq!(Alone::LAYOUT.tagging(), Some(Tagging::Single));
    assert_eq!(Hollow::LAYOUT.tagging(), tag(1));
    assert_eq!(AlignedWide::LAYOUT.tagging(), tag(8));
    assert_eq!(AlignedWide::LAYOUT.size, 16);
}

/// `Self` of a discriminant is the enum, also where the tag is that of C.
#[test]
fn constants_of_the_enum_itself_are_discriminants() {
    assert_eq!(Own::LAYOUT.variant("B").unwrap().discriminant.as_i128(), Some(-39));
}

/// The report shows the values as they are written.
#[test]
fn reports_name_variants_with_their_value() {
    let text = Wide::layout_report().to_string();
    for row in ["Zero = 0", "BeforeMost = 18446744073709551614", "Most = 18446744073709551615"] {
        assert!(text.lines().any(|line| line.trim() == row), "no `{row}` in\n{text}");
    }
    let text = SignedSize::layout_report().to_string();
    assert!(text.lines().any(|line| line.trim() == "Minus = -1"), "{text}");
}
