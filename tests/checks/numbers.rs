//! Numbers that are compared: each operator, on either side of what is true.

use std::cmp::Ordering;

use layout_core::__private::{self as private, Op};
use layout_core::Layout;

use crate::{call, said};

/// Each operator, and how it is written.
const OPERATORS: [(Op, &str); 6] =
    [(Op::Eq, "=="), (Op::Ne, "!="), (Op::Lt, "<"), (Op::Le, "<="), (Op::Gt, ">"), (Op::Ge, ">=")];

fn holds(op: Op, actual: usize, required: usize) -> bool {
    let order = actual.cmp(&required);
    match op {
        Op::Eq => order == Ordering::Equal,
        Op::Ne => order != Ordering::Equal,
        Op::Lt => order == Ordering::Less,
        Op::Le => order != Ordering::Greater,
        Op::Gt => order == Ordering::Greater,
        Op::Ge => order != Ordering::Less,
    }
}

/// A check of a number against all operators and the numbers about it.
fn assert_compares(property: &str, actual: usize, check: impl Fn(Op, usize) -> String) {
    for (op, written) in OPERATORS {
        for required in [actual.saturating_sub(1), actual, actual + 1, actual + 7] {
            let said = check(op, required);
            if holds(op, actual, required) {
                assert_eq!(said, "holds", "{property} {written} {required}");
            } else {
                let expected = format!("{property} is {actual}, required {written} {required}");
                let line = said.lines().next().unwrap();
                assert_eq!(line, format!("layout of `Packet`: {expected}"));
                assert!(said.contains("\n  offset size "), "no table: {said}");
            }
        }
    }
}

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
    rest: [u16; 3],
}

#[test]
fn of_the_type() {
    assert_compares("size", 16, |op, n| said(call!(Packet: size(op, n))));
    assert_compares("align", 4, |op, n| said(call!(Packet: align(op, n))));
    assert_compares("padding", 3, |op, n| said(call!(Packet: padding(op, n))));
    assert_compares("fields", 4, |op, n| said(call!(Packet: fields(op, n))));
    assert_compares("cache_lines", 1, |op, n| said(call!(Packet: cache_lines(64, op, n))));
    assert_compares("cache_lines", 4, |op, n| said(call!(Packet: cache_lines(4, op, n))));
}

#[test]
fn of_fields() {
    let offset = |op, n| said(call!(Packet: offset_of_field("checksum", op, n)));
    let size = |op, n| said(call!(Packet: size_of_field("rest", op, n)));
    let align = |op, n| said(call!(Packet: align_of_field("rest", op, n)));
    let nested = |op, n| said(call!(Packet: offset_of_field("rest.2", op, n)));
    assert_compares("offset of `checksum`", 4, offset);
    assert_compares("offset of `rest.2`", 12, nested);
    assert_compares("size of `rest`", 6, size);
    assert_compares("align of `rest`", 2, align);
}

/// The short checks, which the derive writes, say the same.
#[test]
fn in_short() {
    macro_rules! one {
        ($check:ident () $required:ident) => {
            private::$check::<Packet>($required)
        };
        ($check:ident ($($number:literal)+) $required:ident) => {
            private::$check::<Packet>($($number,)+ $required)
        };
    }
    macro_rules! short {
        ($($property:literal $actual:literal $index:tt: $($check:ident)*;)*) => {$({
            let checks = [$(|n| one!($check $index n)),*];
            assert_compares($property, $actual, |op, n| {
                let check = checks[OPERATORS.iter().position(|it| it.0 as u8 == op as u8).unwrap()];
                said(|| check(n))
            });
        })*};
    }
    short! {
        "size" 16 (): size_eq size_ne size_lt size_le size_gt size_ge;
        "align" 4 (): align_eq align_ne align_lt align_le align_gt align_ge;
        "padding" 3 (13): padding_eq padding_ne padding_lt padding_le padding_gt padding_ge;
        "fields" 4 (4): fields_eq fields_ne fields_lt fields_le fields_gt fields_ge;
        "offset of `checksum`" 4 (2 4): offset_of_field_eq offset_of_field_ne offset_of_field_lt offset_of_field_le offset_of_field_gt offset_of_field_ge;
        "size of `rest`" 6 (3 6): size_of_field_eq size_of_field_ne size_of_field_lt size_of_field_le
            size_of_field_gt size_of_field_ge;
        "align of `length`" 2 (1 2): align_of_field_eq align_of_field_ne align_of_field_lt
            align_of_field_le align_of_field_gt align_of_field_ge;
    }
}

/// A number that holds of no type is not taken for that of a type without fields.
#[test]
fn padding_of_what_is_not_described() {
    assert_eq!(
        said(call!(Option<u32>: padding(Op::Eq, 0))).lines().next(),
        Some(
            "layout of `Option<u32>`: `padding` cannot be checked: the fields of `Option<u32>` are not described"
        ),
    );
}
