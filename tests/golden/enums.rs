//! What the expansion writes of an enum's discriminants, and where it looks at values.

use crate::{assert_says, assert_says_not};

/// An enum of that `repr`, with a variant of that discriminant.
fn tagged(repr: &str, variant: &str) -> String {
    format!("#[repr({repr})] enum Kind {{ {variant}, Last }}")
}

const ASKED: &str = "::__private::discriminant_of(Self::First {})";

/// A discriminant whose evaluation may fail is asked of a value, so that the failure is told once.
#[test]
fn discriminants_that_may_fail_are_asked_of_a_value() {
    for (repr, value) in [
        ("u8", "1 / 0"),
        ("u8", "1 + 1"),
        ("u8", "256"),
        ("u8", "-1"),
        ("i8", "128"),
        ("u8", "N | 256"),
        ("u8", "1 << 9"),
        ("u8", "1 << 8"),
        ("u8", "1 << N"),
        ("u8", "1 < 4"),
        ("u8", "(1)"),
        ("u8", "size()"),
        ("C", "2147483648"),
        ("Rust", "N"),
        ("Rust", "1 | 2"),
        ("Rust", "2147483648"),
    ] {
        assert_says(&tagged(repr, &format!("First = {value}")), ASKED);
    }
    for (repr, value) in [
        ("u8", "255"),
        ("u8", "0xff"),
        ("u8", "b'a'"),
        ("i8", "-5"),
        ("i8", "127"),
        ("u8", "N"),
        ("u8", "kinds::N | 4"),
        ("u8", "!N & M ^ 3"),
        ("u8", "1 << 4"),
        ("u8", "1 << 0"),
        ("u8", "1 << 7"),
        ("C", "2147483647"),
        ("C", "N"),
        ("Rust", "7"),
        ("Rust", "-7"),
    ] {
        let source = tagged(repr, &format!("First = {value}"));
        assert_says(&source, &format!("values: &[(0, {value}),]"));
        assert_says_not(&source, ASKED);
    }
}

/// A variant with fields is not made for its discriminant, which is repeated then. The compiler says of the
/// declaration what its lints find.
#[test]
fn discriminants_of_variants_with_fields_are_repeated() {
    const ALLOWED: &str = "#[allow(arithmetic_overflow, unconditional_panic)]";
    for variants in ["First(u8) = 1 / 0", "First(u8) = 1 + 1, Second = 2", "First(u8) = 256"] {
        assert_says(&tagged("u8", variants), ALLOWED);
        assert_says_not(&tagged("u8", variants), "discriminant_of");
    }
    for variants in ["First(u8) = 1", "First(u8) = N", "First = 1 / 0", "First(u8)"] {
        assert_says_not(&tagged("u8", variants), ALLOWED);
    }
}

/// A comma within generic arguments ends no discriminant.
#[test]
fn discriminants_end_at_the_comma_between_variants() {
    let source = "#[repr(u8)] enum Kind { First = size::<u8, u16>(), Second = 3 }";
    assert_says(source, "\"\\u{5}First\\u{6}Second\"");
    assert_says(source, "(1, 3)");
}

/// Values of what holds a `str`, which is refused or the user's own, are not looked at.
#[test]
fn enums_that_hold_a_str_are_not_measured() {
    let source = "enum Kind { First(str), Second(u8, u16) }";
    assert_says(source, "::__private::unmeasured::<3usize>()");
    assert_says_not(source, "__layout_fields");
    assert_says_not("enum Kind { First(String), Second(u8, u16) }", "unmeasured");
    assert_says("enum Kind { First(String), Second(u8, u16) }", "fn __layout_fields(&self)");
}

/// A function of the fields' types is one more place where the compiler tells what these lack.
#[test]
fn fields_that_may_lack_something_are_seen_as_pointers() {
    let live = |variant: &str| format!("enum Kind {{ {variant}, Last }}");
    assert_says(&live("First(u8, Foreign)"), "=> __layout_::at2(0, __layout_0, __layout_1)");
    assert_says(
        &live("First(u8, Ring<Foreign>)"),
        "=> __layout_::at(0, [&raw const *__layout_0 as *const (), &raw const *__layout_1 as *const (), ])",
    );
    let nine = live(&format!("First({}), Second(u8)", ["u8"; 9].join(", ")));
    assert_says(&nine, "=> __layout_::at(1, [&raw const *__layout_0 as *const (), ])");
    assert_says(&nine, "-> ::layout_core::__private::LiveOf<9>");
    let eight = live(&format!("First({}), Second(u8)", ["u8"; 8].join(", ")));
    assert_says(&eight, "=> __layout_::at1(1, __layout_0)");
    assert_says(&eight, "-> ::layout_core::__private::Eight");
}
