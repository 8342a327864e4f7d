//! Raw identifiers as the names of fields, types, parameters and modules, and in checks.
#![deny(warnings)]
#![allow(non_camel_case_types)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(offset(r#type) == 0, offset(r#fn.r#match) == 4, offset(plain) == 8)]
struct r#struct<r#trait> {
    #[layout(size == 1)]
    r#type: u8,
    r#fn: Inner,
    r#plain: r#trait,
}

#[derive(Layout)]
#[repr(C)]
struct Inner {
    r#match: u32,
}

mod r#mod {
    #[derive(layout_core::Layout)]
    pub struct r#enum(pub u8);
}

assert_layout!(r#struct<u32>, size == 12, offset(r#type) == 0);
assert_layout!(r#struct<u32>, offset(type) == 0, offset(r#plain) == 8);
assert_layout!(r#mod::r#enum, size == 1);

fn main() {
    let layout = r#struct::<u32>::LAYOUT;
    assert_eq!(layout.name, "struct");
    assert_eq!(layout.offset("fn.match"), Some(4));
    assert_eq!(layout.offset("r#fn"), None);
    assert_eq!(layout.field("fn").unwrap().ty, "Inner");
    assert_eq!(layout.field("plain").unwrap().ty, "trait");
}
