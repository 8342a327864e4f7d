//! Descriptions of types of other crates, as the derive has them checked in a constant: here while a program runs.

use std::panic::catch_unwind;

use layout_core::__private::{self as private, Op};
use layout_core::Layout;

use crate::said;

/// A type of another crate.
#[repr(C)]
struct Foreign {
    a: u8,
    b: u32,
    c: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Same {
    a: u8,
    b: u32,
    c: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Shorter {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Bytes {
    a: [u8; 12],
}

#[derive(Layout)]
#[repr(C, align(8))]
struct MoreAligned {
    a: [u8; 12],
}

#[derive(Layout)]
#[repr(C)]
union ShorterUnion {
    a: u8,
}

#[derive(Layout)]
#[repr(u16)]
enum Wide {
    A,
    B,
}

/// What the derive has checked of sizes, of a description without private fields.
fn sizes<S: Layout, R>() -> String {
    said(|| private::remote::<S, R>("foreign::Foreign", false))
}

#[test]
fn sizes_and_alignments_are_those_of_the_foreign_type() {
    assert_eq!(sizes::<Same, Foreign>(), "holds");
    assert_eq!(sizes::<Same, [u32; 3]>(), "holds");
    assert_eq!(sizes::<Wide, u16>(), "holds");
}

#[test]
fn a_size_that_differs_is_told_with_what_to_do() {
    assert_eq!(
        sizes::<Shorter, Foreign>(),
        "`Shorter` does not describe `foreign::Foreign`: size is 12 there and 8 here\n  \
         describe private fields, which have so many bytes, by one such as \
         `#[layout(private)] _rest: [u8; 4]`"
    );
    assert_eq!(
        sizes::<Same, Shorter>(),
        "`Same` does not describe `foreign::Foreign`: size is 8 there and 12 here\n  give the description \
         the `repr` of that type, such as `packed`, and private fields no more bytes and alignment than \
         they have there, such as `[u8; N]`"
    );
    assert_eq!(
        sizes::<Bytes, Foreign>(),
        "`Bytes` does not describe `foreign::Foreign`: align is 4 there and 1 here\n  \
         add `align(4)` to the `repr` of the description"
    );
    assert!(sizes::<MoreAligned, [u64; 2]>().contains(if align_of::<u64>() == 8 {
        "holds"
    } else {
        "align is 4 there and 8 here\n  give the description the `repr` of that type"
    }));
    assert_eq!(
        sizes::<ShorterUnion, u16>(),
        "`ShorterUnion` does not describe `foreign::Foreign`: size is 2 there and 1 here\n  \
         a field is missing; if it is private, describe it with `#[layout(private)]`"
    );
    assert_eq!(
        sizes::<Wide, u8>(),
        "`Wide` does not describe `foreign::Foreign`: size is 1 there and 2 here\n  \
         give the description the `repr` of that enum"
    );
}

/// Where fields are private, what belongs to none may be one.
#[test]
fn bytes_of_no_field_are_refused_beside_private_fields() {
    #[derive(Layout)]
    #[repr(C, align(4))]
    struct StartsEmpty {
        unit: (),
    }
    #[derive(Layout)]
    #[repr(C)]
    union Union {
        a: [u8; 3],
        b: u16,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Ends {
        a: u32,
        b: u8,
    }
    let private = |check: fn(&str, bool)| said(|| check("foreign::Foreign", true));
    assert_eq!(
        private(private::remote::<Same, Foreign>),
        "`Same` does not describe `foreign::Foreign`: 3 bytes at offset 1 belong to no field that is \
         described\n  some fields are private, so padding cannot be told from fields: describe them by \
         `#[layout(private)] _rest1: [u8; 3]` after `a`"
    );
    assert_eq!(private(private::remote::<Bytes, [u8; 12]>), "holds");
    assert_eq!(private(private::remote::<Union, Union>), "holds");
    assert_eq!(private(private::remote::<StartsEmpty, StartsEmpty>), "holds");
    assert!(private(private::remote::<Ends, Ends>).contains("_rest5: [u8; 3]` after `b`"));
}

#[test]
fn variants_have_the_discriminants_of_the_foreign_enum() {
    let variant = |there, here| said(|| private::remote_variant("foreign::Kind", "A", there, here));
    assert_eq!(variant(7, 7), "holds");
    assert_eq!(
        variant(7, 8),
        "description of `foreign::Kind`: the discriminant of `A` is 7 there and 8 here"
    );
    let negative = |value: i128| u128::from_ne_bytes(value.to_ne_bytes());
    assert_eq!(
        variant(negative(-7), negative(i128::MIN)),
        "description of `foreign::Kind`: the discriminant of `A` is -7 there and \
         -170141183460469231731687303715884105728 here"
    );
}

#[test]
fn public_fields_are_compared_with_constants() {
    let offset =
        |op, required| said(|| private::offset_of_remote("foreign::Foreign", "b", 4, op, required));
    assert_eq!(offset(Op::Eq, 4), "holds");
    assert_eq!(offset(Op::Le, 4), "holds");
    assert_eq!(offset(Op::Gt, 3), "holds");
    assert_eq!(offset(Op::Lt, 4), "layout of `foreign::Foreign`: offset of `b` is 4, required < 4");
    let size = |required| said(|| private::size_of_remote("F", "a.b", 2, Op::Eq, required));
    assert_eq!(
        (size(2).as_str(), size(3).as_str()),
        ("holds", "layout of `F`: size of `a.b` is 2, required == 3")
    );
    let align = |required| said(|| private::align_of_remote("F", "a", 8, Op::Ne, required));
    assert_eq!(
        (align(4).as_str(), align(8).as_str()),
        ("holds", "layout of `F`: align of `a` is 8, required != 8")
    );
}

#[test]
fn what_a_pointer_leads_to_is_measured() {
    let value = Foreign { a: 1, b: 2, c: 3 };
    let (b, c) = (&raw const value.b, &raw const value.c);
    assert_eq!((private::size_of_pointee(b), private::align_of_pointee(b)), (4, align_of::<u32>()));
    assert_eq!((private::size_of_pointee(c), private::align_of_pointee(c)), (2, 2));
}

/// It stands in a function that is compiled and never called.
#[test]
fn no_description_makes_a_value() {
    let payload = catch_unwind(private::any::<u8>).expect_err("there is none");
    assert!(payload.downcast_ref::<&str>().is_some_and(|it| it.contains("no description")));
}
