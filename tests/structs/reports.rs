//! Reports as exact texts. They hold where a cache line has 64 bytes.
#![cfg(any(target_arch = "x86", target_arch = "x86_64"))]

use expect_test::expect;
use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Frame {
    kind: u8,
    packet: Packet,
    trailer: (),
    pair: (u16, u16),
    r#type: u8,
}

#[test]
fn a_struct() {
    expect![[r#"
        Packet: size 8, align 4, repr(C)
          offset  size  align  line  map  field
               0     1      1     0   a   version: u8
               1     1                .   (padding)
               2     2      2     0   b   length: u16
               4     4      4     0   c   checksum: u32
               0  a.bbcccc
          1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes
          room: a field of up to 1 byte, alignment 1, fits at 1
          explicit: `_pad0: [u8; 1]` before `length`
    "#]]
    .assert_eq(&Packet::layout_report().to_string());
    // There is nothing in it to expand.
    expect![[r#"
        Packet: size 8, align 4, repr(C)
          offset  size  align  line  map  field
               0     1      1     0   a   version: u8
               1     1                .   (padding)
               2     2      2     0   b   length: u16
               4     4      4     0   c   checksum: u32
               0  a.bbcccc
          1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes
          room: a field of up to 1 byte, alignment 1, fits at 1
          explicit: `_pad0: [u8; 1]` before `length`
    "#]]
    .assert_eq(&format!("{:#}", Packet::layout_report()));
}

#[test]
fn a_struct_with_structs_in_it() {
    expect![[r#"
        Frame: size 20, align 4, repr(C)
          offset  size  align  line  map  field
               0     1      1     0   a   kind: u8
               1     3                .   (padding)
               4     8      4     0   b   packet: Packet
              12     0      1     0       trailer: ()
              12     4      2     0   c   pair: (u16, u16)
              16     1      1     0   d   type: u8
              17     3                .   (padding)
               0  a...bbbbbbbbcccc d...
          6 of 20 bytes are padding (30.0 %), in 2 holes; 1 more inside fields; 1 cache line of 64 bytes
          room: a field of up to 3 bytes, alignment 1, fits at 1; a field of up to 3 bytes, alignment 1, fits at 17
          explicit, if the order stays: `_pad0: [u8; 3]` before `packet`, `_pad1: [u8; 3]` at the end
          warning[reorder]: 6 of 20 bytes are padding (30.0 %): another order of the fields needs 16 bytes instead of 20, 4 MB less per million values
            declare packet, pair, kind, trailer, type, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
    "#]].assert_eq(&Frame::layout_report().to_string());
}

#[test]
fn a_struct_with_the_fields_of_its_fields() {
    expect![[r#"
        Frame: size 20, align 4, repr(C)
          offset  size  align  line  map  field
               0     1      1     0   a   kind: u8
               1     3                .   (padding)
               4     8      4     0   b   packet: Packet
               4     1      1     0         version: u8
               5     1                      (padding)
               6     2      2     0         length: u16
               8     4      4     0         checksum: u32
              12     0      1     0       trailer: ()
              12     4      2     0   c   pair: (u16, u16)
              12     2      2     0         0: u16
              14     2      2     0         1: u16
              16     1      1     0   d   type: u8
              17     3                .   (padding)
               0  a...bbbbbbbbcccc d...
          6 of 20 bytes are padding (30.0 %), in 2 holes; 1 more inside fields; 1 cache line of 64 bytes
          room: a field of up to 3 bytes, alignment 1, fits at 1; a field of up to 3 bytes, alignment 1, fits at 17
          explicit, if the order stays: `_pad0: [u8; 3]` before `packet`, `_pad1: [u8; 3]` at the end
          warning[reorder]: 6 of 20 bytes are padding (30.0 %): another order of the fields needs 16 bytes instead of 20, 4 MB less per million values
            declare packet, pair, kind, trailer, type, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
    "#]].assert_eq(&format!("{:#}", Frame::layout_report()));
}

#[test]
fn a_tuple_struct_that_is_packed() {
    #[derive(Layout)]
    #[repr(C, packed(2))]
    struct Entry(u8, u32, [Packet; 2]);

    expect![[r#"
        Entry: size 22, align 2, repr(C, packed(2))
          offset  size  align  line  map  field
               0     1      1     0   a   0: u8
               1     1                .   (padding)
               2     4      4     0   b   1: u32
               6    16      4     0   c   2: [Packet; 2]
               0  a.bbbbcccccccccc cccccc
          1 of 22 bytes is padding (4.5 %), in 1 hole; 2 more inside fields; 1 cache line of 64 bytes
          room: a field of up to 1 byte, alignment 1, fits at 1
          explicit: `[u8; 1]` before `1`
          warning[unaligned-field]: `1` and `2` may lie at addresses that are not multiples of their alignments
            copy the field before use, because a reference to it does not compile; or store its bytes: `[u8; N]` has alignment 1
    "#]].assert_eq(&Entry::layout_report().to_string());
}

#[test]
fn fields_that_straddle_cache_lines() {
    #[derive(Layout)]
    #[repr(C, align(64))]
    struct Lines {
        head: [u8; 60],
        across: [u8; 8],
        end: u8,
        whole: [u8; 187],
        nothing: (),
    }

    expect![[r#"
        Lines: size 256, align 64, repr(C, align(64))
          offset  size  align  line  map  field
               0    60      1     0   a   head: [u8; 60]
              60     8      1   0-1   b   across: [u8; 8]
          ------------------------------  line 1, from 64
              68     1      1     1   c   end: u8
              69   187      1   1-3   d   whole: [u8; 187]
             256     0      1     4       nothing: ()
               0  aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa aaaaaaaaaaaabbbb|
              64  bbbbcddddddddddd dddddddddddddddd dddddddddddddddd dddddddddddddddd|
             128  dddddddddddddddd dddddddddddddddd dddddddddddddddd dddddddddddddddd|
             192  dddddddddddddddd dddddddddddddddd dddddddddddddddd dddddddddddddddd|
          no padding; 4 cache lines of 64 bytes
    "#]]
    .assert_eq(&Lines::layout_report().to_string());
}

#[test]
fn a_generic_struct_by_its_arguments() {
    #[derive(Layout)]
    #[repr(C)]
    struct Ring<T, const N: usize> {
        head: u8,
        slots: [T; N],
    }

    expect![[r#"
        Ring<Option<u16>, 2>: size 10, align 2, repr(C)
          offset  size  align  line  map  field
               0     1      1     0   a   head: u8
               1     1                .   (padding)
               2     8      2     0   b   slots: [T; N]
               0  a.bbbbbbbb
          1 of 10 bytes is padding (10.0 %), in 1 hole; padding unknown inside `slots` (`cargo layout show` reads it from debug info); 1 cache line of 64 bytes
          room: a field of up to 1 byte, alignment 1, fits at 1
          explicit: `_pad0: [u8; 1]` before `slots`
    "#]]
    .assert_eq(&Ring::<Option<u16>, 2>::layout_report().to_string());
}

#[test]
fn structs_without_bytes() {
    #[derive(Layout)]
    struct Unit;

    #[derive(Layout)]
    #[repr(align(4))]
    struct Empty {
        nothing: [u8; 0],
    }

    expect![[r#"
        Unit: size 0, align 1, repr(Rust)
          offset  size  align  line  map  field
          no padding; 0 cache lines of 64 bytes
    "#]]
    .assert_eq(&Unit::layout_report().to_string());
    expect![[r#"
        Empty: size 0, align 4, repr(Rust, align(4))
          offset  size  align  line  map  field
               0     0      1     0       nothing: [u8; 0]
          no padding; 0 cache lines of 64 bytes
    "#]]
    .assert_eq(&Empty::layout_report().to_string());
}

#[test]
fn types_that_list_no_fields() {
    let reports = [
        u32::layout_report().to_string(),
        <[u16; 40]>::layout_report().to_string(),
        <Option<u16>>::layout_report().to_string(),
        <()>::layout_report().to_string(),
        <(u8, u8)>::layout_report().to_string(),
    ];
    expect![[r#"
        u32: size 4, align 4
          1 cache line of 64 bytes

        [u16; 40]: size 80, align 2
          2 cache lines of 64 bytes

        Option<u16>: size 4, align 2
          1 cache line of 64 bytes

        (): size 0, align 1, repr(Rust)
          offset  size  align  line  map  field
          no padding; 0 cache lines of 64 bytes

        (u8, u8): size 2, align 1, repr(Rust)
          offset  size  align  line  map  field
               0     1      1     0   a   0: u8
               1     1      1     0   b   1: u8
               0  ab
          no padding; 1 cache line of 64 bytes
    "#]]
    .assert_eq(&reports.join("\n"));
}

#[test]
fn shares_are_rounded_to_tenths() {
    #[derive(Layout)]
    #[repr(C, align(8))]
    struct Third(u8, u32, [u8; 7]);

    #[derive(Layout)]
    #[repr(C, align(1024))]
    struct Most(u8);

    let text = Third::layout_report().to_string();
    assert!(text.contains("4 of 16 bytes are padding (25.0 %), in 2 holes"), "{text}");
    let text = Most::layout_report().to_string();
    assert!(text.contains("1023 of 1024 bytes are padding (99.9 %), in 1 hole"), "{text}");
}

#[test]
fn wide_numbers_keep_their_columns_apart() {
    #[derive(Layout)]
    #[repr(C)]
    struct Wide {
        first: [u8; 12_345_678],
        last: u8,
    }

    let text = Wide::layout_report().to_string();
    let rows: Vec<Vec<&str>> =
        text.lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
    assert_eq!(
        rows[0],
        ["0", "12345678", "1", "0-192901", "a", "first:", "[u8;", "12_345_678]"],
        "{text}"
    );
    assert_eq!(rows[2], ["12345678", "1", "1", "192901", "b", "last:", "u8"], "{text}");
}

/// A literal in a type may hold anything: no character of it breaks the table or hides others.
#[test]
#[allow(clippy::invisible_characters, reason = "they are the test")]
fn literals_in_types_stay_on_their_line() {
    #[derive(Layout)]
    #[repr(C)]
    struct Literal {
        lines: [u8; "first
second	"
            .len()],
        hidden: [u8; "a⁠b​".len()],
    }

    let report = Literal::layout_report();
    let text = report.to_string();
    assert!(text.contains(r#"lines: [u8; "first\nsecond\t""#), "{text}");
    assert!(text.contains(r#"hidden: [u8; "a\u{2060}b\u{200b}""#), "{text}");
    assert_eq!(text.lines().count(), 6, "{text}");
    let all = [text, report.to_markdown(), report.to_svg(), report.to_html()];
    for text in all {
        assert!(!text.contains(['\t', '\u{2060}', '\u{200b}']), "{text}");
    }
}
