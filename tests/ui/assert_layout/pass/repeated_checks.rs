//! Checks as a macro may write them: some or none, with commas behind them or between them.
#![deny(warnings)]

use layout_core::Layout;

macro_rules! record {
    ($name:ident: $($word:ident $operator:tt $value:literal)*) => {
        #[derive(Layout)]
        $(#[layout($word $operator $value,)])*
        #[layout(fields == 1, $($word $operator $value),*)]
        struct $name(#[layout($($word $operator $value,)* offset == 0)] u32);
    };
}

record!(Unchecked:);
record!(Checked: size == 4 align >= 1);

fn main() {
    assert_eq!(Unchecked::LAYOUT.size, Checked::LAYOUT.size);
}
