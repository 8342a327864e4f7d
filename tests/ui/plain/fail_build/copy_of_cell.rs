use std::cell::Cell;

use layout_core::{Layout, copy_with_zeroed_padding};

#[derive(Layout)]
struct Counter {
    name: [u8; 4],
    count: Cell<u32>,
}

fn main() {
    copy_with_zeroed_padding(&Counter { name: [0; 4], count: Cell::new(0) }, &mut [0; 64]);
}
