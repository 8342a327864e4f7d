//! Reports of enums and unions as exact texts. They hold where a cache line has 64 bytes.
#![cfg(target_arch = "x86_64")]
#![allow(dead_code, reason = "the layouts are what counts")]

use expect_test::expect;
use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Header {
    version: u8,
    length: u32,
}

#[derive(Layout)]
#[repr(u8)]
enum Command {
    Stop = 1,
    Go { speed: u32, header: Header } = 5,
    Turn(i16) = 9,
}

#[derive(Layout)]
enum Unplaced<T> {
    None,
    Some(T, u32),
    Other(u16, T),
}

#[derive(Layout)]
#[repr(C)]
union Word {
    number: u32,
    unit: (),
    bytes: [u8; 3],
}

#[derive(Layout)]
#[repr(C)]
struct Session {
    name: [u8; 70],
    command: Command,
    word: Word,
    rest: [u8; 60],
    last: u32,
}

#[derive(Layout)]
enum Lone<T> {
    Only(T, u8),
}

/// Each variant has its rows and its map.
#[test]
fn an_enum_with_a_tag() {
    expect![[r#"
        Command: size 16, align 4, repr(u8)
          offset  size  align  line  map  field
               0     1                #   (tag)
                                          Stop = 1
               1    15                .     (padding)
                                          Go = 5
               1     3                .     (padding)
               4     4      4     0   a     speed: u32
               8     8      4     0   b     header: Header
                                          Turn = 9
               1     1                .     (padding)
               2     2      2     0   a     0: i16
               4    12                .     (padding)
               0  #...............  Stop
               0  #...aaaabbbbbbbb  Go
               0  #.aa............  Turn
          3 variants, told apart by a tag of 1 byte; 1 cache line of 64 bytes
    "#]]
    .assert_eq(&Command::layout_report().to_string());
}

#[test]
fn an_enum_whose_places_are_not_known() {
    expect![[r#"
        Unplaced<[u64; 2]>: size 24, align 8, repr(Rust)
          offset  size  align  line  map  field
                                          None = 0
               0    24                ?     (tag, niche or padding)
                                          Some = 1
               0    24                ?     (not known)
               ?    16      8     ?         0: T
               ?     4      4     ?         1: u32
                                          Other = 2
               0    24                ?     (not known)
               ?     2      2     ?         0: u16
               ?    16      8     ?         1: T
               0  ???????????????? ????????  None
               0  ???????????????? ????????  Some
               0  ???????????????? ????????  Other
          ? an offset that stable Rust does not tell: no sample of the variant can be made in a `const`; give one with `#[layout(sample = ...)]`, or call `layout_report_of` with a value
          3 variants, told apart by a tag or a niche; 1 cache line of 64 bytes
    "#]].assert_eq(&Unplaced::<[u64; 2]>::layout_report().to_string());
}

/// No tag, but no places either.
#[test]
fn a_variant_alone_whose_places_are_not_known() {
    expect![[r#"
        Lone<u32>: size 8, align 4, repr(Rust)
          offset  size  align  line  map  field
                                          Only = 0
               0     8                ?     (not known)
               ?     4      4     ?         0: T
               ?     1      1     ?         1: u8
               0  ????????  Only
          ? an offset that stable Rust does not tell: no sample of the variant can be made in a `const`; give one with `#[layout(sample = ...)]`, or call `layout_report_of` with a value
          1 variant, told apart by nothing; 1 cache line of 64 bytes
    "#]].assert_eq(&Lone::<u32>::layout_report().to_string());
}

/// A field without bytes has no map, and one of all bytes no padding beside it.
#[test]
fn a_union() {
    expect![[r#"
        Word: size 4, align 4, repr(C), a union
          offset  size  align  line  map  field
               0     4      4     0   a   number: u32
               0     0      1     0       unit: ()
               0     4                .   (padding)
               0     3      1     0   b   bytes: [u8; 3]
               3     1                .   (padding)
               0  aaaa  number
               0  bbb.  bytes
          up to 4 bytes of padding beside or inside fields; 1 cache line of 64 bytes
    "#]]
    .assert_eq(&Word::layout_report().to_string());
}

/// Lines are those of the outermost type, which each variant and each field of a union enters anew.
#[test]
fn enums_and_unions_in_a_struct() {
    expect![[r#"
        Session: size 156, align 4, repr(C)
          offset  size  align  line  map  field
               0    70      1   0-1   a   name: [u8; 70]
          ------------------------------  line 1, from 64
              70     2                .   (padding)
              72    16      4     1   b   command: Command
              72     1                      (tag)
                                            Stop = 1
              73    15                        (padding)
                                            Go = 5
              73     3                        (padding)
              76     4      4     1           speed: u32
              80     8      4     1           header: Header
              80     1      1     1             version: u8
              81     3                          (padding)
              84     4      4     1             length: u32
                                            Turn = 9
              73     1                        (padding)
              74     2      2     1           0: i16
              76    12                        (padding)
              88     4      4     1   c   word: Word
              88     4      4     1         number: u32
              88     0      1     1         unit: ()
              88     4                      (padding)
              88     3      1     1         bytes: [u8; 3]
              91     1                      (padding)
              92    60      1   1-2   d   rest: [u8; 60]
          ------------------------------  line 2, from 128
             152     4      4     2   e   last: u32
               0  aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa|
              64  aaaaaa..bbbbbbbb bbbbbbbbccccdddd dddddddddddddddd dddddddddddddddd|
             128  dddddddddddddddd ddddddddeeee
          2 of 156 bytes are padding (1.3 %), in 1 hole; 19 more inside fields; 3 cache lines of 64 bytes
          room: a field of up to 2 bytes, alignment up to 2, fits at 70
          explicit: `_pad0: [u8; 2]` before `command`
    "#]].assert_eq(&format!("{:#}", Session::layout_report()));
}

/// What follows an enum has its rules, too.
#[test]
fn lines_behind_an_enum_are_ruled() {
    #[derive(Layout)]
    #[repr(C)]
    struct Trailing {
        name: [u8; 70],
        command: Command,
        rest: [u8; 60],
        last: u32,
    }

    let text = format!("{:#}", Trailing::layout_report());
    let rule = "\n  ------------------------------  line 2, from 128\n     148     4 ";
    assert!(text.contains(rule), "{text}");
}

/// Names are cut where their column and their depth leave no room.
#[test]
fn a_narrow_report_of_what_is_nested() {
    expect![[r#"
        Session: size 156, align 4, repr(C)
          offset  size  align  line  map  field
               0    70      1   0-1   a   name: [u8; …
          ------------------------------  line 1, from 64
              70     2                .   (padding)
              72    16      4     1   b   command: Co…
              72     1                      (tag)
                                            Stop = 1
              73    15                        (padding)
                                            Go = 5
              73     3                        (padding)
              76     4      4     1           speed: …
              80     8      4     1           header:…
              80     1      1     1             versi…
              81     3                          (padding)
              84     4      4     1             lengt…
                                            Turn = 9
              73     1                        (padding)
              74     2      2     1           0: i16
              76    12                        (padding)
              88     4      4     1   c   word: Word
              88     4      4     1         number: u…
              88     0      1     1         unit: ()
              88     4                      (padding)
              88     3      1     1         bytes: [u…
              91     1                      (padding)
              92    60      1   1-2   d   rest: [u8; …
          ------------------------------  line 2, from 128
             152     4      4     2   e   last: u32
               0  aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa
              32  aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa|
              64  aaaaaa..bbbbbbbb bbbbbbbbccccdddd
              96  dddddddddddddddd dddddddddddddddd|
             128  dddddddddddddddd ddddddddeeee
          2 of 156 bytes are padding (1.3 %), in 1
            hole; 19 more inside fields; 3 cache lines
            of 64 bytes
          room: a field of up to 2 bytes, alignment up
            to 2, fits at 70
          explicit: `_pad0: [u8; 2]` before `command`
    "#]]
    .assert_eq(&format!("{:#.46}", Session::layout_report()));
}

#[derive(Layout)]
#[repr(C, align(65536))]
struct Huge {
    first: u8,
    rest: [u8; 1_500_000_000],
    last: u64,
}

#[test]
fn wide_numbers_widen_their_columns() {
    let text = Huge::layout_report().to_string();
    let table: Vec<&str> = text.lines().take(7).collect();
    expect![[r#"
        Huge: size 1500053504, align 65536, repr(C, align(65536))
              offset        size   align               line  map  field
                   0           1       1                  0   a   first: u8
                   1  1500000000       1         0-23437500   b   rest: [u8; 1_500_000_000]
          ------------------------------------------------------  line 23437500, from 1500000000
          1500000001           7                              .   (padding)
          1500000008           8       8           23437500   c   last: u64
    "#]]
    .assert_eq(&(table.join("\n") + "\n"));
}
