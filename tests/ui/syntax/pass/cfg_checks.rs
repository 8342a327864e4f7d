//! Checks that depend on the target, on features and on `cfg(test)`.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[cfg_attr(target_pointer_width = "64", layout(size == 24, align == 8))]
#[cfg_attr(target_pointer_width = "32", layout(size == 12, align == 4))]
#[cfg_attr(test, layout(size == 1))]
#[cfg_attr(all(), repr(C), layout(offset(bytes) == 0))]
struct Text {
    #[cfg_attr(target_pointer_width = "16", layout(offset == 1))]
    bytes: Vec<u8>,
}

#[cfg(target_pointer_width = "64")]
assert_layout!(Text, size == 24);

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code)]
enum Kind {
    #[cfg_attr(not(test), layout(discriminant == 0))]
    One,
    #[cfg(test)]
    Two,
    #[cfg_attr(test, layout(discriminant == 2))]
    #[cfg_attr(not(test), layout(discriminant == 1))]
    Three,
}

fn main() {
    assert_eq!(Text { bytes: vec![1] }.bytes.len(), 1);
}
