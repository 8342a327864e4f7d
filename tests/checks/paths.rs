//! Paths that lead to a field, and those that do not.

use expect_test::expect;
use layout_core::__private::Op::Eq;
use layout_core::__private::{SizeAlignOnly, Tailed};
use layout_core::Layout;

use crate::told;

/// Without a layout of its own.
#[repr(C)]
struct Plain(u32);

#[derive(Layout)]
#[repr(C)]
struct Header {
    kind: u8,
    length: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    header: Header,
    rows: [Header; 2],
    plain: Plain,
}

#[derive(Layout)]
enum Message {
    Write(Plain),
    Quit,
}

#[derive(Layout)]
#[repr(C)]
struct Slice {
    length: u16,
    body: [u8],
}

#[test]
fn each_says_where_it_ends() {
    expect![[r#"
        offset_of_field("header.length", Eq, 4): holds
        offset_of_field("rows.1.length", Eq, 12): holds
        offset_of_field("header.lenght", Eq, 4): there is no field `header.lenght`
        offset_of_field("rows.2", Eq, 4): there is no field `rows.2`
        offset_of_field("version.0", Eq, 4): offset of `version.0` cannot be checked: `version` is of type `u8`, which has no fields
        offset_of_field("header.kind.0", Eq, 4): offset of `header.kind.0` cannot be checked: `header.kind` is of type `u8`, which has no fields
        size_of_field("rows.0", Eq, 4): holds
        size_of_field("nothing", Eq, 4): there is no field `nothing`
        size_of_field("plain.0", Eq, 4): size of `plain.0` cannot be checked: the fields of `plain` are not described
        align_of_field("plain", Eq, 4): holds
        align_of_field("plain.0", Eq, 4): align of `plain.0` cannot be checked: the fields of `plain` are not described
        align_of_field("nothing", Eq, 4): there is no field `nothing`
        line_of_field("nothing", 64, Eq, 0): there is no field `nothing`
        starts_line("plain.0", 64): starts_line of `plain.0` cannot be checked: the fields of `plain` are not described
    "#]].assert_eq(&told! {
        Packet: offset_of_field("header.length", Eq, 4),
        offset_of_field("rows.1.length", Eq, 12),
        offset_of_field("header.lenght", Eq, 4),
        offset_of_field("rows.2", Eq, 4),
        offset_of_field("version.0", Eq, 4),
        offset_of_field("header.kind.0", Eq, 4),
        size_of_field("rows.0", Eq, 4),
        size_of_field("nothing", Eq, 4),
        size_of_field("plain.0", Eq, 4),
        align_of_field("plain", Eq, 4),
        align_of_field("plain.0", Eq, 4),
        align_of_field("nothing", Eq, 4),
        line_of_field("nothing", 64, Eq, 0),
        starts_line("plain.0", 64),
    });
}

#[test]
fn of_enums_they_name_variants() {
    expect![[r#"
        offset_of_field("Write.0", Eq, 4): offset of `Write.0` is not known
        offset_of_field("Write", Eq, 4): `Write` is a variant: name a field of it, as in `Write.x` or `Write.0`
        offset_of_field("Quit.0", Eq, 4): there is no field `Quit.0`
        size_of_field("Write.0", Eq, 4): holds
        align_of_field("Write.0", Eq, 1): align of `Write.0` is 4, required == 1
        line_of_field("Write.0", 64, Eq, 0): offset of `Write.0` is not known
        starts_line("Write.0", 64): offset of `Write.0` is not known
        same_line(&["Write.0", "Quit"], 64): offset of `Write.0` is not known
    "#]].assert_eq(&told! {
        Message: offset_of_field("Write.0", Eq, 4),
        offset_of_field("Write", Eq, 4),
        offset_of_field("Quit.0", Eq, 4),
        size_of_field("Write.0", Eq, 4),
        align_of_field("Write.0", Eq, 1),
        line_of_field("Write.0", 64, Eq, 0),
        starts_line("Write.0", 64),
        same_line(&["Write.0", "Quit"], 64),
    });
}

#[test]
fn there_are_none_where_nothing_is_described() {
    let said = [
        told!(SizeAlignOnly<Plain>: offset_of_field("0", Eq, 0), fields(Eq, 1), size(Eq, 4), align(Eq, 2)),
        told!(Option<u8>: offset_of_field("0", Eq, 0), size_of_field("0", Eq, 1), fields(Eq, 1)),
        told!(Tailed<Slice>: offset_of_field("body", Eq, 2), offset_of_field("body", Eq, 4), align(Eq, 2), align(Eq, 1)),
    ];
    expect![[r#"
        offset_of_field("0", Eq, 0): offset of `0` cannot be checked: the fields of `SizeAlignOnly<Plain>` are not described, which `#[derive(Layout)]` would do
        fields(Eq, 1): `fields` cannot be checked: the fields of `SizeAlignOnly<Plain>` are not described, which `#[derive(Layout)]` would do
        size(Eq, 4): holds
        align(Eq, 2): align is 4, required == 2
        offset_of_field("0", Eq, 0): offset of `0` cannot be checked: the fields of `Option<u8>` are not described
        size_of_field("0", Eq, 1): size of `0` cannot be checked: the fields of `Option<u8>` are not described
        fields(Eq, 1): `fields` cannot be checked: the fields of `Option<u8>` are not described
        offset_of_field("body", Eq, 2): holds
        offset_of_field("body", Eq, 4): offset of `body` is 2, required == 4
        align(Eq, 2): holds
        align(Eq, 1): align is 2, required == 1
    "#]].assert_eq(&said.concat());
}
