//! Numbers that are compared: each operator, on either side of what is true.

use std::cmp::Ordering;

use layout_core::__private::{self as private, Op};
use layout_core::Layout;

use crate::{call, said};

/// Each operator, the sign that stands for it in short checks, and how it is written.
const OPERATORS: [(Op, char, &str); 6] = [
    (Op::Eq, '=', "=="),
    (Op::Ne, '≠', "!="),
    (Op::Lt, '<', "<"),
    (Op::Le, '≤', "<="),
    (Op::Gt, '>', ">"),
    (Op::Ge, '≥', ">="),
];

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
fn assert_compares(property: &str, actual: usize, check: impl Fn(Op, char, usize) -> String) {
    for (op, sign, written) in OPERATORS {
        for required in [actual.saturating_sub(1), actual, actual + 1, actual + 7] {
            let said = check(op, sign, required);
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
    assert_compares("size", 16, |op, _, n| said(call!(Packet: size(op, n))));
    assert_compares("align", 4, |op, _, n| said(call!(Packet: align(op, n))));
    assert_compares("padding", 3, |op, _, n| said(call!(Packet: padding(op, n))));
    assert_compares("fields", 4, |op, _, n| said(call!(Packet: fields(op, n))));
    assert_compares("cache_lines", 1, |op, _, n| said(call!(Packet: cache_lines(64, op, n))));
    assert_compares("cache_lines", 4, |op, _, n| said(call!(Packet: cache_lines(4, op, n))));
}

#[test]
fn of_fields() {
    let offset = |op, _, n| said(call!(Packet: offset_of_field("checksum", op, n)));
    let size = |op, _, n| said(call!(Packet: size_of_field("rest", op, n)));
    let align = |op, _, n| said(call!(Packet: align_of_field("rest", op, n)));
    let nested = |op, _, n| said(call!(Packet: offset_of_field("rest.2", op, n)));
    assert_compares("offset of `checksum`", 4, offset);
    assert_compares("offset of `rest.2`", 12, nested);
    assert_compares("size of `rest`", 6, size);
    assert_compares("align of `rest`", 2, align);
}

/// The short checks, which the derive writes, say the same.
#[test]
fn in_short() {
    assert_compares("size", 16, |_, sign, n| said(|| private::size_is::<Packet>(sign, n)));
    assert_compares("align", 4, |_, sign, n| said(|| private::align_is::<Packet>(sign, n)));
    assert_compares("padding", 3, |_, sign, n| said(|| private::padding_is::<Packet>(sign, n)));
    assert_compares("fields", 4, |_, sign, n| said(|| private::fields_is::<Packet>(4, sign, n)));
    let offset = |_, sign, n| said(|| private::offset_is::<Packet>(2, sign, n));
    let size = |_, sign, n| said(|| private::size_of_field_is::<Packet>(3, sign, n));
    let align = |_, sign, n| said(|| private::align_of_field_is::<Packet>(1, sign, n));
    assert_compares("offset of `checksum`", 4, offset);
    assert_compares("size of `rest`", 6, size);
    assert_compares("align of `length`", 2, align);
}

/// A number that holds of no type is not taken for that of a type without fields.
#[test]
fn padding_of_what_is_not_described() {
    assert_eq!(
        said(|| private::padding_is::<Option<u32>>('=', 0)),
        "layout of `Option`: `padding` cannot be checked: the fields of `Option` are not described",
    );
}
