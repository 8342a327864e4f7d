//! Lints that are off by default, denied.
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    unused,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    keyword_idents,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    redundant_lifetimes,
    redundant_imports,
    unnameable_types,
    unit_bindings,
    ambiguous_negative_literals,
    nonstandard_style,
    let_underscore,
    refining_impl_trait,
    clippy::all,
    clippy::pedantic
)]

use core::convert::Infallible;
use core::mem::ManuallyDrop;

use layout_core::{Layout, assert_layout};

/// Without a `repr`.
#[derive(Layout, Debug)]
#[layout(align <= 16)]
pub(crate) enum Plain<'a, T> {
    /// One.
    One(u8, &'a str),
    /// Two.
    Two {
        /// A field.
        value: T,
        /// A sample that needs no parentheses.
        #[layout(sample = (5))]
        number: u16,
    },
    /// Three.
    Three(Infallible),
    /// Four.
    Four,
}

/// Of C.
#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout, Debug, Clone, Copy)]
#[repr(C, u32)]
#[layout(offset(One.0) == (4))]
pub(crate) enum LikeC {
    /// One.
    One(u8) = 5,
    /// Two.
    Two = 3 + (6),
}

/// Lower case.
#[derive(Layout, Debug, Clone, Copy)]
#[allow(non_camel_case_types, reason = "as C names its variants")]
pub(crate) enum lower_case {
    /// One.
    one(u8),
    /// Two.
    r#two,
}

/// Of one variant.
#[derive(Layout, Debug, Clone, Copy)]
pub(crate) enum Single {
    /// Only.
    Only(u8),
}

/// Without values.
#[derive(Layout, Debug, Clone, Copy)]
pub(crate) enum Never {}

/// A union.
#[derive(Layout)]
#[repr(C)]
#[layout(size == size_of::<usize>())]
pub(crate) union Either<'a> {
    /// A field.
    pub(crate) text: &'a u8,
    /// Another.
    pub(crate) bytes: ManuallyDrop<[u8; 2]>,
}

/// Not sized.
#[derive(Layout, Debug)]
#[repr(C)]
#[layout(offset(tail) == 2)]
pub(crate) struct Tailed {
    /// A field.
    pub(crate) small: u8,
    /// The tail.
    pub(crate) tail: [u16],
}

/// Not sized, of a parameter.
#[derive(Layout, Debug)]
pub(crate) struct Generic<'a, T: ?Sized> {
    /// A field.
    pub(crate) small: &'a u8,
    /// The tail.
    pub(crate) tail: T,
}

assert_layout!(Plain<'_, u8>, align == align_of::<usize>());
assert_layout!(LikeC, size == 8);
assert_layout!(Either<'_>, offset(bytes) == 0);
assert_layout!(Tailed, align == 2);

#[test]
fn types_under_all_lints_are_described() {
    let count = |layout: layout_core::TypeLayout| layout.variants().count();
    assert_eq!(count(Plain::<'_, u8>::LAYOUT), 4);
    assert_eq!(count(LikeC::LAYOUT) + count(lower_case::LAYOUT), 4);
    assert_eq!(count(Single::LAYOUT) + count(Never::LAYOUT), 1);
    assert_eq!(Either::LAYOUT.fields().len() + Tailed::LAYOUT.fields().len(), 4);
    assert_eq!(Generic::<'_, str>::LAYOUT.fields().len(), 2);
}

#[test]
fn what_is_described_is_used() {
    let plain = [Plain::One(1, "text"), Plain::Two { value: 1_u8, number: 2 }, Plain::Four];
    let names = plain.map(|value| value.layout_report_of().variant().map(|it| it.name));
    assert_eq!(names, [Some("One"), Some("Two"), Some("Four")]);
    let number = LikeC::One(1).layout_report_of().fields().count();
    assert_eq!(number + LikeC::Two.layout_report_of().fields().count(), 1);
    let lower = [lower_case::one(1), lower_case::two].map(|value| format!("{value:?}"));
    assert_eq!(lower, ["one(1)", "two"]);
    assert_eq!(format!("{:?}", Single::Only(1)), "Only(1)");
    let generic: &Generic<'_, [u16]> = &Generic { small: &1, tail: [2, 3] };
    assert_eq!((*generic.small, generic.tail.len()), (1, 2));
    let three: fn(Infallible) -> Plain<'static, u8> = Plain::Three;
    assert!(size_of_val(&three) > 0);
    let tail: fn(&Tailed) -> (u8, usize) = |tailed| (tailed.small, tailed.tail.len());
    assert!(size_of_val(&tail) > 0);
}
