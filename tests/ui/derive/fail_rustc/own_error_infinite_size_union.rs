use std::mem::ManuallyDrop;

use layout_core::Layout;

#[derive(Layout)]
#[layout(size == 8)]
union Word {
    word: u64,
    inner: ManuallyDrop<Word>,
}

fn main() {}
