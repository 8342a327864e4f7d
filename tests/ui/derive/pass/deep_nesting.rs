//! Fourteen levels of fields within fields.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

macro_rules! levels {
    ($name:ident $inner:ident $($rest:ident)*) => {
        #[derive(Layout)]
        #[repr(C)]
        struct $name {
            before: u8,
            x: $inner,
        }
        levels!($inner $($rest)*);
    };
    ($last:ident) => {
        #[derive(Layout)]
        #[repr(C)]
        struct $last {
            x: u16,
        }
    };
}

levels!(L1 L2 L3 L4 L5 L6 L7 L8 L9 L10 L11 L12 L13 L14);

assert_layout!(
    L1,
    size == 2 * 14,
    offset(x.x.x.x.x.x.x.x.x.x.x.x.x.x) == 2 * 13,
    offset(x.x.x.x.x.x.before) == 2 * 6,
    size(x.x.x.x.x.x.x.x.x.x.x.x.x) == 2,
    padding == 1,
);

const DEEPEST: usize = L1::LAYOUT.offset("x.x.x.x.x.x.x.x.x.x.x.x.x.x").unwrap();

fn main() {
    assert_eq!(DEEPEST, 26);
    assert_eq!(L1::LAYOUT.least_deep_padding(), 13);
    assert_eq!(format!("{:#}", L1::layout_report()).matches("before: u8").count(), 13);
}
