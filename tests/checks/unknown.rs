//! What checks say of what is not known, or not possible: parts that are not described, discriminants that are not of
//! the type, and paths on other targets that lead nowhere.

use core::marker::PhantomData;

use expect_test::expect;
use layout_core::__private::Op::Eq;
use layout_core::__private::{
    Required, SizeAlignOnly, integer, offset_of_field_on, size_on, targets,
};
use layout_core::Layout;

use crate::{said, told};

struct Bare(u16);

#[derive(Layout)]
#[repr(C)]
struct Inner {
    known: u8,
    bare: Bare,
}

#[derive(Layout)]
#[repr(C)]
struct Outer {
    inner: [Inner; 2],
}

#[derive(Layout)]
#[repr(u8)]
enum Kind {
    Word(u8),
    Inner { outer: Outer },
}

#[derive(Layout)]
#[repr(C)]
struct Loose {
    a: u8,
    b: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Even {
    bytes: [u8; 4],
    loose: Loose,
}

#[derive(Layout)]
#[repr(u16)]
enum Variants {
    Tight(u16) = 7,
    Loose(u16, u8) = 9,
}

#[test]
fn the_way_to_what_is_not_described_is_told() {
    let said = [
        told!(Inner: fingerprint(Eq, 0x12)),
        told!(Outer: fingerprint(Eq, 0x12)),
        told!(Kind: fingerprint(Eq, 0x12)),
        told!([Outer; 3]: fingerprint(Eq, 0x12)),
        told!(Outer: no_padding()),
        told!(SizeAlignOnly<Bare>: no_padding()),
    ];
    expect![[r#"
        fingerprint(Eq, 0x12): the fingerprint leaves out what is inside `bare: Bare`, required fingerprint == 0x0000000000000012: add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
        fingerprint(Eq, 0x12): the fingerprint leaves out what is inside `inner.bare: Bare`, required fingerprint == 0x0000000000000012: add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
        fingerprint(Eq, 0x12): the fingerprint leaves out what is inside `Inner.outer.inner.bare: Bare`, required fingerprint == 0x0000000000000012: add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
        fingerprint(Eq, 0x12): the fingerprint leaves out what is inside `inner.bare: Bare`, required fingerprint == 0x0000000000000012: add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
        no_padding(): 2 bytes of padding inside fields, first in `inner`, required no_padding
        no_padding(): `no_padding` cannot be checked: the fields of `SizeAlignOnly<Bare>` are not described, which `#[derive(Layout)]` would do
    "#]].assert_eq(&said.concat());
}

#[test]
fn padding_is_told_by_where_it_lies() {
    let said = [
        told!(Loose: no_padding()),
        told!(Even: no_padding()),
        told!([Loose; 2]: no_padding()),
        told!(Variants: no_padding()),
        told!(Option<Loose>: no_padding()),
    ];
    expect![[r#"
        no_padding(): 1 byte of padding, required no_padding
        no_padding(): 1 byte of padding inside fields, first in `loose`, required no_padding
        no_padding(): 2 bytes of padding inside fields, required no_padding
        no_padding(): 2 bytes of padding in variant `Tight`, required no_padding
        no_padding(): padding unknown, required no_padding: the fields of its type are private to the standard library; hold what it is made of in fields instead
    "#]].assert_eq(&said.concat());
}

#[test]
fn discriminants_are_numbers_of_their_type() {
    let said = [
        told!(Variants: discriminant_of_variant("Tight", Eq, integer(7_u8))),
        told!(Variants: discriminant_of_variant("Tight", Eq, integer(65_535_u64))),
        told!(Variants: discriminant_of_variant("Tight", Eq, integer(65_536_i32))),
        told!(Variants: discriminant_of_variant("Tight", Eq, integer(-1_isize))),
        told!(Variants: discriminant_of_variant("Tight", Eq, integer(u128::MAX))),
        told!(Variants: discriminant_of_variant("Loose", Eq, Required::Bits(9))),
        told!(Variants: discriminant_of_variant("Loose", Eq, Required::Bits(8))),
    ];
    expect![[r#"
        discriminant_of_variant("Tight", Eq, integer(7_u8)): holds
        discriminant_of_variant("Tight", Eq, integer(65_535_u64)): discriminant of `Tight` is 7, required == 65535
        discriminant_of_variant("Tight", Eq, integer(65_536_i32)): `65536` is out of range for `u16`, the type of the discriminants
        discriminant_of_variant("Tight", Eq, integer(-1_isize)): `-1` is out of range for `u16`, the type of the discriminants
        discriminant_of_variant("Tight", Eq, integer(u128::MAX)): `340282366920938463463374607431768211455` is out of range for `u16`, the type of the discriminants
        discriminant_of_variant("Loose", Eq, Required::Bits(9)): holds
        discriminant_of_variant("Loose", Eq, Required::Bits(8)): discriminant of `Loose` is 9, required == 8
    "#]].assert_eq(&said.concat());
}

/// Each integer type may be what a discriminant is compared with.
#[test]
fn integers_of_all_types_are_compared() {
    macro_rules! all {
        ($($int:ident)*) => {[$(
            told!(Variants: discriminant_of_variant("Tight", Eq, integer::<$int>(7)))
        ),*]};
    }
    let said = all!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
    assert!(said.iter().all(|said| said.ends_with(": holds\n")), "{said:?}");
}

#[derive(Layout)]
struct OfRust {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Nested {
    byte: u8,
    loose: [Loose; 3],
    rust: [u32; 2],
    same: (),
}

#[derive(Layout)]
#[repr(C)]
struct Tags {
    byte: u8,
    kind: Tag,
    words: (u8, u16),
}

#[derive(Layout)]
#[repr(u8)]
enum Tag {
    One,
}

/// What a check of a field on another target says, in short.
fn of_field<T: Layout>(name: &str, path: &str) -> String {
    let check = || offset_of_field_on(PhantomData::<T>, name, path, targets::armv7, Eq, 7);
    said(check).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn paths_on_other_targets_lead_through_arrays() {
    let said = [
        of_field::<Nested>("Nested", "loose"),
        of_field::<Nested>("Nested", "loose.2"),
        of_field::<Nested>("Nested", "loose.1.b"),
        of_field::<Nested>("Nested", "rust.1"),
        of_field::<[Loose; 3]>("[Loose; 3]", "2.b"),
        of_field::<OfRust>("OfRust", "b"),
        of_field::<Tags>("Tags", "kind"),
        of_field::<Tags>("Tags", "words.1"),
        of_field::<Variants>("Variants", "Loose.1"),
        of_field::<Nested>("Alias", "byte"),
    ];
    expect![[r#"
        layout of `Nested`: offset of `loose` on armv7 is 2, required == 7
        layout of `Nested`: offset of `loose.2` on armv7 is 10, required == 7
        layout of `Nested`: offset of `loose.1.b` on armv7 is 8, required == 7
        layout of `Nested`: offset of `rust.1` on armv7 is 20, required == 7
        layout of `[Loose; 3]`: offset of `2.b` on armv7 is 10, required == 7
        layout of `OfRust`: offset of `b` on armv7 is not known, required == 7: the order of the fields is not defined
        layout of `Tags`: offset of `kind` on armv7 is 1, required == 7
        layout of `Tags`: offset of `words.1` on armv7 is not known, required == 7: the order of the fields of `words: (u8, u16)` is not defined
        layout of `Variants`: offset of `Loose.1` on armv7 is not known, required == 7: the offset of a field of an enum is known on this target only
        layout of `Alias`: offset of `byte` on armv7 is not known, required == 7: the type is `Nested` here and may differ by target"#]].assert_eq(&said.join("\n"));
}

/// What differs, or is not known to be one type, on another target is told by its text.
#[test]
fn sizes_on_other_targets_need_the_name_of_the_type() {
    macro_rules! on {
        ($($ty:ty)*) => {[$({
            let check = || size_on(PhantomData::<$ty>, stringify!($ty), targets::armv7, Eq, 7);
            format!("{}\n", said(check).lines().next().unwrap_or_default())
        }),*]};
    }
    let said = on!(Loose [Loose; 3] Nested OfRust Tags Variants
        core::sync::atomic::AtomicUsize core::marker::PhantomData<u8> Option<u8>);
    expect![[r#"
        layout of `Loose`: size on armv7 is 4, required == 7
        layout of `[Loose; 3]`: size on armv7 is 12, required == 7
        layout of `Nested`: size on armv7 is not known, required == 7: the order of the fields of `same: ()` is not defined
        layout of `OfRust`: size on armv7 is not known, required == 7: the order of the fields is not defined
        layout of `Tags`: size on armv7 is not known, required == 7: the order of the fields of `words: (u8, u16)` is not defined
        layout of `Variants`: size on armv7 is 6, required == 7
        layout of `core::sync::atomic::AtomicUsize`: size on armv7 is 4, required == 7
        layout of `core::marker::PhantomData<u8>`: size on armv7 is 0, required == 7
        layout of `Option<u8>`: size on armv7 is not known, required == 7: the layout is not defined
    "#]].assert_eq(&said.concat());
}
