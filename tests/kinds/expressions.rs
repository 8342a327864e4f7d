//! Expressions, types and lints of the user's that the derive's output repeats.
#![deny(warnings, clippy::pedantic)]

use layout_core::Layout;

use crate::case::{Expected, assert_true, case};

/// A discriminant may be any constant expression, also one that branches.
#[derive(Layout, Clone, Copy)]
#[repr(u16)]
enum Branching {
    If = if cfg!(any()) { 1 } else { 77 },
    Match = match 3_u16 {
        3 => 80,
        other => other,
    },
    Loop = {
        let mut value = 100;
        while value < 105 {
            value += 1;
        }
        value
    },
}

#[test]
fn discriminants_that_branch() {
    for (name, value) in
        [("If", Branching::If), ("Match", Branching::Match), ("Loop", Branching::Loop)]
    {
        let stated = Branching::LAYOUT.variant(name).unwrap().discriminant.as_i128();
        assert_eq!(stated, Some(value as i128), "{name}");
    }
}

/// A type that is not described.
#[derive(Clone, Copy)]
#[expect(dead_code, reason = "its layout is what counts")]
struct Foreign(u8, u64);

/// A sample may be any constant expression.
#[derive(Layout)]
enum Sampled {
    Array(u8, #[layout(sample = [Foreign(1, 2), Foreign(3, 4)])] [Foreign; 2]),
    Repeat(u8, #[layout(sample = [const { Foreign(1, 2) }; 3])] [Foreign; 3]),
    // SAFETY: zeros are a `Foreign`.
    Unsafe(u8, #[layout(sample = unsafe { std::mem::zeroed() })] Foreign),
    If(u8, #[layout(sample = if true { Foreign(1, 2) } else { Foreign(3, 4) })] Foreign),
    Match(u8, #[layout(sample = match 3 { 3 => Foreign(1, 2), _ => Foreign(3, 4) })] Foreign),
    Closure(u8, #[layout(sample = |it| it)] fn(Foreign) -> Foreign),
}

#[test]
fn samples_of_any_expression() {
    let foreign = Foreign(1, 2);
    let cases = [case!(Sampled {
        Array { 0, 1 } = Sampled::Array(1, [foreign; 2]);
        Repeat { 0, 1 } = Sampled::Repeat(1, [foreign; 3]);
        Unsafe { 0, 1 } = Sampled::Unsafe(1, foreign);
        If { 0, 1 } = Sampled::If(1, foreign);
        Match { 0, 1 } = Sampled::Match(1, foreign);
        Closure { 0, 1 } = Sampled::Closure(1, |it| it);
    })];
    assert_true(&cases, Expected::Known);
}

/// What the user allows of an enum holds for the tag that the derive writes, too.
#[derive(Layout, Clone, Copy)]
#[repr(C)]
#[allow(non_camel_case_types, reason = "as C names its variants")]
enum lower_case {
    one,
    two = 5,
}

#[test]
fn lower_case_variants_of_c() {
    assert_eq!(lower_case::LAYOUT.variants().count(), lower_case::two as usize - 3);
    assert_eq!(lower_case::one as i32, 0);
}

/// The user allowed the cast; the discriminant stands in the derive's code once more.
#[derive(Layout)]
#[repr(u16)]
#[allow(dead_code, clippy::cast_possible_truncation, reason = "8 fits")]
enum Cast {
    Size = size_of::<u64>() as u16,
}

#[test]
fn lints_that_the_user_allowed() {
    assert_eq!(Cast::LAYOUT.variant("Size").unwrap().discriminant.as_i128(), Some(8));
}

/// Items named as the derive's variables are in nobody's way.
mod shadowing {
    #![allow(non_camel_case_types, reason = "the names are what is tested")]
    use super::Layout;

    struct empty;
    const __0: usize = 5;
    struct __place;

    #[derive(Layout)]
    struct Pair(u8, u32);

    #[derive(Layout)]
    struct Tailed(u8, [u16]);

    #[derive(Layout)]
    enum Plain {
        One(u8),
        Two,
    }

    #[test]
    fn items_named_as_variables() {
        let _ = (empty, __0, __place, Plain::One(1), Plain::Two, Pair(1, 2));
        assert_eq!(Pair::LAYOUT.offset("1").map(|at| at % 4), Some(0));
        assert_eq!(Tailed::LAYOUT.align, 2);
        assert!(Plain::LAYOUT.variant("One").unwrap().is_placed());
        let _: fn(&Tailed) -> usize = |it| it.1.len() + usize::from(it.0);
    }
}

/// A macro's `$ty` is the type that it stands for.
mod macro_tails {
    use super::Layout;

    macro_rules! declare {
        ($name:ident, $ty:ty) => {
            #[derive(Layout)]
            #[repr(C)]
            struct $name(u8, $ty);
        };
    }

    declare!(OfSlice, [u16]);
    declare!(OfText, str);
    declare!(OfTrait, dyn Fn(u8) -> u8);

    #[test]
    fn tails_given_to_macros() {
        assert_eq!(OfSlice::LAYOUT.tail().unwrap().offset, Some(2));
        assert_eq!(OfText::LAYOUT.tail().unwrap().stride, Some(1));
        assert!(!OfTrait::LAYOUT.is_sized());
        let _: fn(&OfSlice, &OfText, &OfTrait) -> u8 = |a, b, c| a.0 + b.0 + (c.1)(c.0);
        let _: fn(&OfSlice, &OfText) -> usize = |a, b| a.1.len() + b.1.len();
    }
}
