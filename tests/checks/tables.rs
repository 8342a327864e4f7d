//! The table that a failed check shows.

use expect_test::expect;
use layout_core::__private::Op::{Eq, Gt};
use layout_core::__private::Tailed;
use layout_core::Layout;

use crate::{call, said};

#[derive(Layout)]
#[repr(C, align(8))]
struct Packet {
    version: u8,
    length: u16,
    body: [u8; 64],
    none: (),
    end: u32,
}

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit = 3,
    Move { x: u16, y: u32 },
    Text([u8; 3]) = 255,
}

struct Plain(u32);

#[derive(Layout)]
enum Free {
    Write(Plain),
    Quit,
}

#[derive(Layout)]
#[repr(C)]
struct Slice {
    length: u16,
    body: [u32],
}

#[derive(Layout)]
#[repr(i8)]
enum Sign {
    Minus = -128,
    Plus = 127,
}

#[derive(Layout)]
#[repr(C)]
struct Large {
    first: u8,
    middle: [u8; 123_456_789],
    last: u16,
}

#[test]
fn has_a_row_for_each_field_and_padding() {
    expect![[r#"
        layout of `Packet`: size is 72, required == 1
          offset size  field
               0    1  version: u8
               1    1  (padding)
               2    2  length: u16
               4   64  body: [u8; 64]
              68    0  none: ()
              68    4  end: u32"#]]
    .assert_eq(&said(call!(Packet: size(Eq, 1))));
    expect![[r#"
        layout of `Tailed<Slice>`: align is 4, required == 1
          offset size  field
               0    2  length: u16
               2    2  (padding)
               4    0  body: [u32]"#]]
    .assert_eq(&said(call!(Tailed<Slice>: align(Eq, 1))));
    expect![[r#"
        layout of `Large`: size is 123456792, required == 1
          offset size  field
               0    1  first: u8
               1 123456789  middle: [u8; 123_456_789]
        123456790    2  last: u16"#]]
    .assert_eq(&said(call!(Large: size(Eq, 1))));
    expect!["layout of `u32`: size is 4, required == 1"].assert_eq(&said(call!(u32: size(Eq, 1))));
    expect!["layout of `[u8; 4]`: size is 4, required == 1"]
        .assert_eq(&said(call!([u8; 4]: size(Eq, 1))));
}

#[test]
fn has_lines_where_they_are_checked() {
    expect![[r#"
        layout of `Packet`: cache_lines is 2, required == 1
          offset size line  field
               0    1    0  version: u8
               1    1       (padding)
               2    2    0  length: u16
               4   64    0  body: [u8; 64]
              68    0    1  none: ()
              68    4    1  end: u32"#]]
    .assert_eq(&said(call!(Packet: cache_lines(64, Eq, 1))));
    expect![[r#"
        layout of `Packet`: cache_lines is 5, required == 1
          offset size line  field
               0    1    0  version: u8
               1    1       (padding)
               2    2    0  length: u16
               4   64    0  body: [u8; 64]
              68    0    4  none: ()
              68    4    4  end: u32"#]]
    .assert_eq(&said(call!(Packet: cache_lines(16, Eq, 1))));
    expect![[r#"
        layout of `Free`: cache_lines is 1, required > 1
          offset size line  field
          Write = 0
               0    8       (not known)
          Quit = 1
               0    8       (tag, niche or padding)"#]]
    .assert_eq(&said(call!(Free: cache_lines(16, Gt, 1))));
}

#[test]
fn has_the_variants_of_an_enum() {
    expect![[r#"
        layout of `Message`: size is 8, required == 1
          offset size  field
          Quit = 3
               1    7  (padding)
          Move = 4
               1    1  (padding)
               2    2  x: u16
               4    4  y: u32
          Text = 255
               1    3  0: [u8; 3]
               4    4  (padding)"#]]
    .assert_eq(&said(call!(Message: size(Eq, 1))));
    expect![[r#"
        layout of `Message`: cache_lines is 2, required == 1
          offset size line  field
          Quit = 3
               1    7       (padding)
          Move = 4
               1    1       (padding)
               2    2    0  x: u16
               4    4    1  y: u32
          Text = 255
               1    3    0  0: [u8; 3]
               4    4       (padding)"#]]
    .assert_eq(&said(call!(Message: cache_lines(4, Eq, 1))));
    expect![[r#"
        layout of `Free`: align is 4, required == 1
          offset size  field
          Write = 0
               0    8  (not known)
          Quit = 1
               0    8  (tag, niche or padding)"#]]
    .assert_eq(&said(call!(Free: align(Eq, 1))));
    expect![[r#"
        layout of `Sign`: align is 1, required == 2
          offset size  field
          Minus = -128
          Plus = 127"#]]
    .assert_eq(&said(call!(Sign: align(Eq, 2))));
}

/// The most rows of a table.
const MOST: usize = 80;

/// Of a type of that many fields: the rows, and the last of them.
fn rows<T: Layout>() -> (usize, String) {
    let name = T::LAYOUT.name;
    let said =
        said(|| layout_core::__private::align(core::marker::PhantomData::<T>, name, Eq, 4096));
    let rows = || said.lines().skip(2).filter(|row| !row.starts_with("  ("));
    (rows().count(), said.lines().last().unwrap().to_owned())
}

macro_rules! struct_of {
    ($name:ident: $($field:ident)*) => {
        #[derive(Layout)]
        #[repr(C)]
        struct $name { $($field: u8,)* }
    };
}

macro_rules! enum_of {
    ($name:ident: $($variant:ident)*) => {
        #[derive(Layout)]
        #[repr(u8)]
        #[allow(non_camel_case_types)]
        enum $name { $($variant,)* }
    };
}

macro_rules! eighty {
    ($then:ident $name:ident $($more:ident)*) => {
        $then! {
            $name: a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
            d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
            g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9 $($more)*
        }
    };
}

eighty!(struct_of Fields80);
eighty!(struct_of Fields81 z0);
eighty!(enum_of Variants80);
eighty!(enum_of Variants82 z0 z1);

#[test]
fn ends_after_eighty_rows() {
    assert_eq!(rows::<Fields80>(), (MOST, "      79    1  h9: u8".into()));
    assert_eq!(rows::<Fields81>(), (MOST, "  (81 fields in all)".into()));
    assert_eq!(rows::<Variants80>(), (MOST, "  h9 = 79".into()));
    assert_eq!(rows::<Variants82>(), (MOST, "  (82 variants in all)".into()));
}
