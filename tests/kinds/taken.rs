//! Types that compile without the derive, and once did not with it.

#![allow(dead_code, reason = "what counts is that they compile, and where the fields lie")]
#![allow(
    clippy::large_enum_variant,
    clippy::enum_variant_names,
    clippy::never_loop,
    reason = "they are made to be so"
)]

use layout_core::Layout;

#[derive(Layout)]
enum A {
    A([u8; 1 << 26], u8),
    B(u8),
}
/// 64 TiB, or on targets of 32 bits 1 GiB.
const LARGE: usize = 1 << (usize::BITS / 2 + 14);
#[derive(Layout)]
enum B {
    A([u8; LARGE], u8),
    B(u8),
}
const _: () = assert!(
    A::LAYOUT.variant("A").unwrap().field("1").unwrap().offset.is_none() && B::LAYOUT.size > LARGE
);
#[derive(Layout)]
#[repr(C)]
enum C {
    A = Self::X,
    B = __Tag::Y as isize,
    C,
}
impl C {
    const X: isize = 300;
}
#[repr(u8)]
enum __Tag {
    Y = 7,
}
const _: () = {
    assert!(C::LAYOUT.variant("A").unwrap().discriminant.as_i128().unwrap() == 300);
};
#[derive(Layout)]
#[repr(C)]
enum D {
    A(u64),
    B,
}
const _: () = assert!(D::LAYOUT.offset("A.0").unwrap() == align_of::<u64>());
#[derive(Layout)]
struct P {
    a: u16,
    p: std::path::Path,
}
#[derive(Layout)]
struct O {
    a: u32,
    p: std::ffi::OsStr,
}
#[derive(Layout)]
struct Q {
    a: u8,
    p: std::ffi::CStr,
}
struct Un {
    x: u32,
    y: [u16],
}
#[derive(Layout)]
struct R {
    a: u8,
    p: Un,
}
const _: () = {
    assert!(
        P::LAYOUT.offset("p").unwrap() == 2
            && R::LAYOUT.offset("p").unwrap() == 4
            && O::LAYOUT.offset("p").unwrap() == 4
    );
};
struct Static<'a>(&'a u8);
// SAFETY: the one field is the reference.
unsafe impl Layout for Static<'static> {
    const LAYOUT: layout_core::TypeLayout = <&'static u8>::LAYOUT;
}
#[derive(Layout)]
struct H<'a>(Static<'a>);
#[derive(Layout)]
enum HE<'a> {
    A(Static<'a>, u8),
    B,
}
#[derive(Layout)]
struct WithType<'a, T: 'a>(
    Static<'a>,
    &'a T,
    [u8; 'a: loop {
        break 'a 3;
    }],
);
#[derive(Layout)]
enum WithNumber<'a, 'b: 'a, const N: usize>
where
    'b: 'b,
    'a: 'a + 'a,
{
    A(Static<'a>, [u8; N]),
    B(Box<Static<'b>>),
}
enum Void {}
#[derive(Layout)]
enum Re {
    Ok(u32),
    Err(Void),
}
const _: () = assert!(
    matches!(Re::LAYOUT.tagging(), Some(layout_core::layout::Tagging::Single))
        && Re::LAYOUT.size == 4
);
#[derive(Layout)]
enum Big {
    A([u8; 300], String),
    B,
}
#[derive(Layout)]
enum Outer {
    A(Big, u8),
    B,
}
const _: () = assert!(Outer::LAYOUT.offset("A.1").is_some());

/// As deep as the compiler itself goes.
macro_rules! nested {
    ($inner:ty;) => {};
    ($inner:ty; $name:ident $($names:ident)*) => {
        #[derive(Layout)]
        struct $name { a: $inner, b: u8 }
        nested! { $name; $($names)* }
    };
}

macro_rules! nested_enums {
    ($inner:ty;) => {};
    ($inner:ty; $name:ident $($names:ident)*) => {
        #[derive(Layout)]
        enum $name { A($inner), B(u8), C }
        nested_enums! { $name; $($names)* }
    };
}

#[rustfmt::skip]
mod deep {
    use super::Layout;
    nested! { u32; S0 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S23 S24 S25 S26 S27 S28 S29 S30 S31 S32 S33 S34 S35 S36 S37 S38 S39 S40 S41 S42 S43 S44 S45 S46 S47 S48 S49 S50 S51 S52 S53 S54 S55 S56 S57 S58 S59 S60 S61 S62 S63 S64 S65 S66 S67 S68 S69 S70 S71 S72 S73 S74 S75 S76 S77 S78 S79 S80 S81 S82 S83 S84 S85 S86 S87 S88 S89 S90 S91 S92 S93 S94 S95 S96 S97 S98 S99 S100 S101 S102 S103 S104 S105 S106 S107 S108 S109 }
    nested_enums! { u32; E0 E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13 E14 E15 E16 E17 E18 E19 E20 E21 E22 E23 E24 E25 E26 E27 E28 E29 E30 E31 E32 E33 E34 E35 E36 E37 E38 E39 E40 E41 E42 E43 E44 E45 E46 E47 E48 E49 }
    pub(super) const SIZES: [usize; 2] = [S109::LAYOUT.size, E49::LAYOUT.size];
    pub(super) const EXPECTED: [usize; 2] = [size_of::<S109>(), size_of::<E49>()];
}

#[test]
fn what_is_nested_deeply_is_described() {
    assert_eq!(deep::SIZES, deep::EXPECTED);
}

#[test]
fn what_can_never_be_is_said_to() {
    let text = Re::layout_report().to_string();
    assert!(text.contains("told apart by nothing, as no more than one of them can be"), "{text}");
    assert!(!text.contains("layout(sample"), "{text}");
    assert!(Re::LAYOUT.variant("Err").unwrap().is_uninhabited());
    let text = A::layout_report().to_string();
    assert!(text.contains("larger than 1 MiB"), "{text}");
    let _: fn(HE<'_>, H<'_>) = |_, _| {};
}
