//! An attribute without checks, as a macro may write it.
#![deny(warnings)]

use layout_core::Layout;

macro_rules! record {
    ($name:ident: $($word:ident $operator:tt $value:literal)*) => {
        #[derive(Layout)]
        #[layout($($word $operator $value,)*)]
        struct $name(#[layout($($word $operator $value),*)] u32);
    };
}

record!(Unchecked:);
record!(Checked: size == 4 align >= 1);

fn main() {
    assert_eq!(Unchecked::LAYOUT.size, Checked::LAYOUT.size);
}
