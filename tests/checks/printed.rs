//! `print`, which shows the table of the target.

use layout_core::__private::Tailed;
use layout_core::Layout;

use crate::{call, said};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Text {
    length: u32,
    bytes: [u8],
}

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    Write(u8),
}

const POINTER: usize = size_of::<usize>();

#[test]
fn a_struct() {
    let expected = format!(
        "layout of `Packet`: size 8, align 4, on a target with pointers of {POINTER} bytes; remove `print` to build
  offset size  field
       0    1  version: u8
       1    3  (padding)
       4    4  length: u32"
    );
    assert_eq!(said(call!(Packet: print())), expected);
}

#[test]
fn an_enum() {
    let expected = format!(
        "layout of `Message`: size 2, align 1, on a target with pointers of {POINTER} bytes; remove `print` to build
  offset size  field
  Quit = 0
       1    1  (padding)
  Write = 1
       1    1  0: u8"
    );
    assert_eq!(said(call!(Message: print())), expected);
}

#[test]
fn a_type_without_a_size() {
    let said = said(call!(Tailed<Text>: print()));
    assert!(said.starts_with("layout of `Tailed<Text>`: align 4, on a target"), "{said}");
    assert!(said.ends_with("4    0  bytes: [u8]"), "{said}");
}

#[test]
fn a_type_without_fields() {
    let said = said(call!(u16: print()));
    assert!(said.starts_with("layout of `u16`: size 2, align 2, on a target"), "{said}");
}
