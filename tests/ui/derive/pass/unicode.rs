//! Names beyond ASCII.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(offset(größe) == 0, offset(名.größe) == 4)]
struct Paket {
    größe: u32,
    名: Größe,
}

#[derive(Layout)]
#[repr(C)]
struct Größe {
    größe: u32,
}

assert_layout!(Paket, offset(名.größe) == 4);

fn main() {
    assert_eq!(Größe::LAYOUT.name, "Größe");
    assert_eq!(Paket::LAYOUT.offset("名.größe"), Some(4));
    assert!(format!("{:#}", Paket::layout_report()).contains("名: Größe"));
}
