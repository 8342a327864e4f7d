//! Cache lines.

use expect_test::expect;
use layout_core::__private::Op::{Eq, Ge, Gt, Le, Lt, Ne};
use layout_core::Layout;

use crate::told;

#[derive(Layout)]
#[repr(C, align(8))]
struct Counters {
    reads: [u8; 8],
    name: [u8; 40],
    writes: [u8; 8],
    errors: [u8; 16],
    none: [u8; 0],
    last: [u8; 56],
}

#[derive(Layout)]
#[repr(C, align(64))]
struct Fixed {
    reads: [u8; 64],
    writes: [u8; 8],
    errors: [u8; 56],
    last: [u8; 64],
}

#[derive(Layout)]
#[repr(C, align(4))]
union Either {
    one: [u8; 4],
    other: [u8; 8],
    third: [u8; 12],
}

#[derive(Layout)]
#[repr(u8)]
enum Choice {
    Small(u8, u8),
    Large([u8; 64]),
}

#[test]
fn of_a_field() {
    let said = [
        told! {
            Counters: line_of_field("reads", 64, Eq, 0),
            line_of_field("writes", 64, Eq, 0),
            line_of_field("writes", 64, Le, 1),
            line_of_field("writes", 64, Le, 0),
            line_of_field("writes", 64, Ge, 1),
            line_of_field("writes", 64, Lt, 2),
            line_of_field("writes", 64, Gt, 1),
            line_of_field("last", 64, Eq, 1),
            line_of_field("last", 64, Ge, 1),
            line_of_field("last", 16, Ge, 4),
            line_of_field("last", 16, Gt, 4),
            line_of_field("last", 8, Eq, 9),
            line_of_field("last", 8, Ne, 9),
            line_of_field("last", 48, Eq, 9),
        },
        told! {
            Fixed: line_of_field("reads", 64, Eq, 0),
            line_of_field("writes", 64, Eq, 1),
            line_of_field("errors", 64, Eq, 0),
            line_of_field("last", 64, Ne, 2),
        },
    ];
    expect![[r#"
        line_of_field("reads", 64, Eq, 0): holds
        line_of_field("writes", 64, Eq, 0): line of `writes` is 0 or 1, depending on the address, required == 0: it is 0 with `align(64)` in the type's `repr`; its alignment is 8
        line_of_field("writes", 64, Le, 1): holds
        line_of_field("writes", 64, Le, 0): line of `writes` is 0 or 1, depending on the address, required <= 0: it is 0 with `align(64)` in the type's `repr`; its alignment is 8
        line_of_field("writes", 64, Ge, 1): line of `writes` is 0 or 1, depending on the address, required >= 1: it is 0 with `align(64)` in the type's `repr`; its alignment is 8
        line_of_field("writes", 64, Lt, 2): holds
        line_of_field("writes", 64, Gt, 1): line of `writes` is 0 or 1, depending on the address, required > 1: it is 0 with `align(64)` in the type's `repr`; its alignment is 8
        line_of_field("last", 64, Eq, 1): line of `last` is 1 or 2, depending on the address, required == 1: it is 1 with `align(64)` in the type's `repr`; its alignment is 8
        line_of_field("last", 64, Ge, 1): holds
        line_of_field("last", 16, Ge, 4): holds
        line_of_field("last", 16, Gt, 4): line of `last` is 4 or 5, depending on the address, required > 4: it is 4 with `align(16)` in the type's `repr`; its alignment is 8
        line_of_field("last", 8, Eq, 9): holds
        line_of_field("last", 8, Ne, 9): line of `last` is 9, required != 9
        line_of_field("last", 48, Eq, 9): line_size is 48, required a power of two
        line_of_field("reads", 64, Eq, 0): holds
        line_of_field("writes", 64, Eq, 1): holds
        line_of_field("errors", 64, Eq, 0): line of `errors` is 1, required == 0
        line_of_field("last", 64, Ne, 2): line of `last` is 2, required != 2
    "#]].assert_eq(&said.concat());
}

#[test]
fn that_a_field_starts() {
    let said = [
        told! {
            Counters: starts_line("reads", 64),
            starts_line("reads", 8),
            starts_line("name", 64),
            starts_line("name", 8),
            starts_line("name", 1),
            starts_line("last", 64),
            starts_line("last", 0),
        },
        told! {
            Fixed: starts_line("reads", 64),
            starts_line("writes", 64),
            starts_line("errors", 64),
            starts_line("last", 64),
            starts_line("last", 128),
        },
    ];
    expect![[r#"
        starts_line("reads", 64): `reads` starts a line only at some addresses, required starts_line(reads): add `align(64)` to the type's `repr`; its alignment is 8
        starts_line("reads", 8): holds
        starts_line("name", 64): `name` lies 8 bytes after the start of a line, required starts_line(name): give the type of `name` an alignment of 64
        starts_line("name", 8): holds
        starts_line("name", 1): holds
        starts_line("last", 64): `last` lies 8 bytes after the start of a line, required starts_line(last): give the type of `last` an alignment of 64
        starts_line("last", 0): line_size is 0, required a power of two
        starts_line("reads", 64): holds
        starts_line("writes", 64): holds
        starts_line("errors", 64): `errors` lies 8 bytes after the start of a line, required starts_line(errors): give the type of `errors` an alignment of 64
        starts_line("last", 64): holds
        starts_line("last", 128): `last` starts a line only at some addresses, required starts_line(last): add `align(128)` to the type's `repr`; its alignment is 64
    "#]].assert_eq(&said.concat());
}

#[test]
fn that_fields_share() {
    let said = [
        told! {
            Counters: same_line(&["reads", "name"], 64),
            same_line(&["name", "reads"], 128),
            same_line(&["reads", "reads"], 8),
            same_line(&["reads", "none"], 8),
            same_line(&["none", "none"], 8),
            same_line(&["none", "name"], 8),
            same_line(&["writes", "errors"], 64),
            same_line(&["errors", "writes", "name"], 64),
            same_line(&["writes", "errors"], 32),
            same_line(&["errors", "last"], 8),
            same_line(&["reads", "last"], 64),
            same_line(&["reads", "last"], 63),
        },
        told! {
            Fixed: same_line(&["reads", "writes"], 64),
            same_line(&["writes", "errors"], 64),
            same_line(&["reads", "writes"], 128),
        },
        told!(Either: same_line(&["one", "other"], 8), same_line(&["one", "third"], 8)),
    ];
    expect![[r#"
        same_line(&["reads", "name"], 64): `reads` and `name` may lie on several lines: bytes 0..48 of a value at any multiple of 8, with lines of 64 bytes, required same_line(reads, name): add `align(64)` to the type's `repr`; its alignment is 8
        same_line(&["name", "reads"], 128): `name` and `reads` may lie on several lines: bytes 0..48 of a value at any multiple of 8, with lines of 128 bytes, required same_line(name, reads): add `align(64)` to the type's `repr`; its alignment is 8
        same_line(&["reads", "reads"], 8): holds
        same_line(&["reads", "none"], 8): holds
        same_line(&["none", "none"], 8): holds
        same_line(&["none", "name"], 8): `none` and `name` may lie on several lines: bytes 8..48 of a value at any multiple of 8, with lines of 8 bytes, required same_line(none, name): they take up more than a line of 8 bytes
        same_line(&["writes", "errors"], 64): `writes` and `errors` may lie on several lines: bytes 48..72 of a value at any multiple of 8, with lines of 64 bytes, required same_line(writes, errors): no alignment of the type helps, but another order of its fields may
        same_line(&["errors", "writes", "name"], 64): `errors`, `writes` and `name` may lie on several lines: bytes 8..72 of a value at any multiple of 8, with lines of 64 bytes, required same_line(errors, writes, name): no alignment of the type helps, but another order of its fields may
        same_line(&["writes", "errors"], 32): `writes` and `errors` may lie on several lines: bytes 48..72 of a value at any multiple of 8, with lines of 32 bytes, required same_line(writes, errors): no alignment of the type helps, but another order of its fields may
        same_line(&["errors", "last"], 8): `errors` and `last` may lie on several lines: bytes 56..128 of a value at any multiple of 8, with lines of 8 bytes, required same_line(errors, last): they take up more than a line of 8 bytes
        same_line(&["reads", "last"], 64): `reads` and `last` may lie on several lines: bytes 0..128 of a value at any multiple of 8, with lines of 64 bytes, required same_line(reads, last): they take up more than a line of 64 bytes
        same_line(&["reads", "last"], 63): line_size is 63, required a power of two
        same_line(&["reads", "writes"], 64): `reads` and `writes` may lie on several lines: bytes 0..72 of a value at any multiple of 64, with lines of 64 bytes, required same_line(reads, writes): they take up more than a line of 64 bytes
        same_line(&["writes", "errors"], 64): holds
        same_line(&["reads", "writes"], 128): `reads` and `writes` may lie on several lines: bytes 0..72 of a value at any multiple of 64, with lines of 128 bytes, required same_line(reads, writes): add `align(128)` to the type's `repr`; its alignment is 64
        same_line(&["one", "other"], 8): `one` and `other` may lie on several lines: bytes 0..8 of a value at any multiple of 4, with lines of 8 bytes, required same_line(one, other): add `align(8)` to the type's `repr`; its alignment is 4
        same_line(&["one", "third"], 8): `one` and `third` may lie on several lines: bytes 0..12 of a value at any multiple of 4, with lines of 8 bytes, required same_line(one, third): they take up more than a line of 8 bytes
    "#]].assert_eq(&said.concat());
}

#[test]
fn that_fields_do_not_share() {
    let said = [
        told! {
            Counters: separate_lines(&["reads", "name"], 64),
            separate_lines(&["reads", "name"], 8),
            separate_lines(&["name", "reads"], 8),
            separate_lines(&["reads", "writes"], 32),
            separate_lines(&["writes", "reads"], 32),
            separate_lines(&["reads", "errors"], 64),
            separate_lines(&["reads", "last"], 64),
            separate_lines(&["last", "reads"], 64),
            separate_lines(&["none", "reads"], 64),
            separate_lines(&["reads", "none"], 64),
            separate_lines(&["errors", "none"], 64),
            separate_lines(&["none", "errors"], 64),
            separate_lines(&["reads", "writes", "last"], 16),
            separate_lines(&["reads", "writes", "errors"], 16),
            separate_lines(&["reads", "writes", "errors"], 24),
        },
        told! {
            Fixed: separate_lines(&["reads", "writes"], 64),
            separate_lines(&["writes", "errors"], 64),
            separate_lines(&["errors", "last"], 64),
            separate_lines(&["errors", "last"], 128),
        },
        told!(Either: separate_lines(&["one", "other"], 4), separate_lines(&["third", "other"], 4)),
        told! {
            Choice: separate_lines(&["Small.0", "Large.0"], 64),
            separate_lines(&["Large.0", "Small.0"], 64),
            separate_lines(&["Small.0", "Small.1"], 64),
        },
    ];
    expect![[r#"
        separate_lines(&["reads", "name"], 64): `reads` and `name` may share a line: bytes 0..8 and 8..48 of a value at any multiple of 8, with lines of 64 bytes, required separate_lines(reads, name): give the type of `name` an alignment of 64
        separate_lines(&["reads", "name"], 8): holds
        separate_lines(&["name", "reads"], 8): holds
        separate_lines(&["reads", "writes"], 32): holds
        separate_lines(&["writes", "reads"], 32): holds
        separate_lines(&["reads", "errors"], 64): `reads` and `errors` may share a line: bytes 0..8 and 56..72 of a value at any multiple of 8, with lines of 64 bytes, required separate_lines(reads, errors): give the type of `errors` an alignment of 64
        separate_lines(&["reads", "last"], 64): holds
        separate_lines(&["last", "reads"], 64): holds
        separate_lines(&["none", "reads"], 64): holds
        separate_lines(&["reads", "none"], 64): holds
        separate_lines(&["errors", "none"], 64): holds
        separate_lines(&["none", "errors"], 64): holds
        separate_lines(&["reads", "writes", "last"], 16): holds
        separate_lines(&["reads", "writes", "errors"], 16): `writes` and `errors` may share a line: bytes 48..56 and 56..72 of a value at any multiple of 8, with lines of 16 bytes, required separate_lines(reads, writes, errors): give the type of `errors` an alignment of 16
        separate_lines(&["reads", "writes", "errors"], 24): line_size is 24, required a power of two
        separate_lines(&["reads", "writes"], 64): holds
        separate_lines(&["writes", "errors"], 64): `writes` and `errors` may share a line: bytes 64..72 and 72..128 of a value at any multiple of 64, with lines of 64 bytes, required separate_lines(writes, errors): give the type of `errors` an alignment of 64
        separate_lines(&["errors", "last"], 64): holds
        separate_lines(&["errors", "last"], 128): `errors` and `last` may share a line: bytes 72..128 and 128..192 of a value at any multiple of 64, with lines of 128 bytes, required separate_lines(errors, last): add `align(128)` to the type's `repr`; its alignment is 64
        separate_lines(&["one", "other"], 4): `one` and `other` may share a line: bytes 0..4 and 0..8 of a value at any multiple of 4, with lines of 4 bytes, required separate_lines(one, other): they overlap
        separate_lines(&["third", "other"], 4): `third` and `other` may share a line: bytes 0..12 and 0..8 of a value at any multiple of 4, with lines of 4 bytes, required separate_lines(third, other): they overlap
        separate_lines(&["Small.0", "Large.0"], 64): `Small.0` and `Large.0` may share a line: bytes 1..2 and 1..65 of a value at any multiple of 1, with lines of 64 bytes, required separate_lines(Small.0, Large.0): give the type of `Large.0` an alignment of 64
        separate_lines(&["Large.0", "Small.0"], 64): `Large.0` and `Small.0` may share a line: bytes 1..65 and 1..2 of a value at any multiple of 1, with lines of 64 bytes, required separate_lines(Large.0, Small.0): give the type of `Small.0` an alignment of 64
        separate_lines(&["Small.0", "Small.1"], 64): `Small.0` and `Small.1` may share a line: bytes 1..2 and 2..3 of a value at any multiple of 1, with lines of 64 bytes, required separate_lines(Small.0, Small.1): give the type of `Small.1` an alignment of 64
    "#]].assert_eq(&said.concat());
}

/// Lines are counted from the start of a value.
#[test]
fn of_a_type() {
    expect![[r#"
        cache_lines(64, Eq, 3): cache_lines is 2, required == 3
        cache_lines(8, Eq, 16): holds
        cache_lines(100, Eq, 2): line_size is 100, required a power of two
        cache_lines(0, Eq, 2): line_size is 0, required a power of two
    "#]].assert_eq(&told! {
        Counters: cache_lines(64, Eq, 3), cache_lines(8, Eq, 16), cache_lines(100, Eq, 2), cache_lines(0, Eq, 2),
    });
}
