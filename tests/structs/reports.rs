//! Reports as exact texts. They hold where a cache line has 64 bytes.
#![cfg(any(target_arch = "x86", target_arch = "x86_64"))]

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
    let expected = "\
Packet: size 8, align 4, repr(C)
  offset  size  align  line  field
       0     1      1     0  version: u8
       1     1               (padding)
       2     2      2     0  length: u16
       4     4      4     0  checksum: u32
  1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes
";
    assert_eq!(Packet::layout_report().to_string(), expected);
    // There is nothing in it to expand.
    assert_eq!(format!("{:#}", Packet::layout_report()), expected);
}

#[test]
fn a_struct_with_structs_in_it() {
    let expected = "\
Frame: size 20, align 4, repr(C)
  offset  size  align  line  field
       0     1      1     0  kind: u8
       1     3               (padding)
       4     8      4     0  packet: Packet
      12     0      1     0  trailer: ()
      12     4      2     0  pair: (u16, u16)
      16     1      1     0  type: u8
      17     3               (padding)
  6 of 20 bytes are padding (30.0 %), in 2 holes; 1 more inside fields; 1 cache line of 64 bytes
";
    assert_eq!(Frame::layout_report().to_string(), expected);
}

#[test]
fn a_struct_with_the_fields_of_its_fields() {
    let expected = "\
Frame: size 20, align 4, repr(C)
  offset  size  align  line  field
       0     1      1     0  kind: u8
       1     3               (padding)
       4     8      4     0  packet: Packet
       4     1      1     0    version: u8
       5     1                 (padding)
       6     2      2     0    length: u16
       8     4      4     0    checksum: u32
      12     0      1     0  trailer: ()
      12     4      2     0  pair: (u16, u16)
      12     2      2     0    0: u16
      14     2      2     0    1: u16
      16     1      1     0  type: u8
      17     3               (padding)
  6 of 20 bytes are padding (30.0 %), in 2 holes; 1 more inside fields; 1 cache line of 64 bytes
";
    assert_eq!(format!("{:#}", Frame::layout_report()), expected);
}

#[test]
fn a_tuple_struct_that_is_packed() {
    #[derive(Layout)]
    #[repr(C, packed(2))]
    struct Entry(u8, u32, [Packet; 2]);

    let expected = "\
Entry: size 22, align 2, repr(C, packed(2))
  offset  size  align  line  field
       0     1      1     0  0: u8
       1     1               (padding)
       2     4      4     0  1: u32
       6    16      4     0  2: [Packet; 2]
  1 of 22 bytes is padding (4.5 %), in 1 hole; 2 more inside fields; 1 cache line of 64 bytes
";
    assert_eq!(Entry::layout_report().to_string(), expected);
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

    let expected = "\
Lines: size 256, align 64, repr(C, align(64))
  offset  size  align  line  field
       0    60      1     0  head: [u8; 60]
      60     8      1   0-1  across: [u8; 8]
      68     1      1     1  end: u8
      69   187      1   1-3  whole: [u8; 187]
     256     0      1     4  nothing: ()
  no padding; 4 cache lines of 64 bytes
";
    assert_eq!(Lines::layout_report().to_string(), expected);
}

#[test]
fn a_generic_struct_by_its_arguments() {
    #[derive(Layout)]
    #[repr(C)]
    struct Ring<T, const N: usize> {
        head: u8,
        slots: [T; N],
    }

    let expected = "\
Ring<Option<u16>, 2>: size 10, align 2, repr(C)
  offset  size  align  line  field
       0     1      1     0  head: u8
       1     1               (padding)
       2     8      2     0  slots: [T; N]
  1 of 10 bytes is padding (10.0 %), in 1 hole; 1 cache line of 64 bytes
";
    assert_eq!(Ring::<Option<u16>, 2>::layout_report().to_string(), expected);
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

    let unit = "\
Unit: size 0, align 1, repr(Rust)
  offset  size  align  line  field
  no padding; 0 cache lines of 64 bytes
";
    let empty = "\
Empty: size 0, align 4, repr(Rust, align(4))
  offset  size  align  line  field
       0     0      1     0  nothing: [u8; 0]
  no padding; 0 cache lines of 64 bytes
";
    assert_eq!(Unit::layout_report().to_string(), unit);
    assert_eq!(Empty::layout_report().to_string(), empty);
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
    let expected = [
        "u32: size 4, align 4\n  1 cache line of 64 bytes\n",
        "[u16; 40]: size 80, align 2\n  2 cache lines of 64 bytes\n",
        "Option<u16>: size 4, align 2\n  1 cache line of 64 bytes\n",
        "(): size 0, align 1, repr(Rust)\n  offset  size  align  line  field\n  \
         no padding; 0 cache lines of 64 bytes\n",
        "(u8, u8): size 2, align 1, repr(Rust)\n  offset  size  align  line  field\n       \
         0     1      1     0  0: u8\n       1     1      1     0  1: u8\n  \
         no padding; 1 cache line of 64 bytes\n",
    ];
    assert_eq!(reports, expected);
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
        ["0", "12345678", "1", "0-192901", "first:", "[u8;", "12_345_678]"],
        "{text}"
    );
    assert_eq!(rows[1], ["12345678", "1", "1", "192901", "last:", "u8"], "{text}");
}
