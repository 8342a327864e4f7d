//! Pools side by side.
//!
//! See `benches/README.md` for the commands.

#![allow(
    clippy::inline_always,
    reason = "contestants are inlined, as they are where they are used"
)]

mod hot;
mod mi_box;
mod shuffled;
mod threads;
mod toy;
mod tree;

use std::process::ExitCode;

use layout_benches::side_by_side::Suite;
use mi_box::MiBox;

/// The value that is pooled: a cache line of bytes, made anew for each operation.
type Value = [u64; 8];

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn main() -> ExitCode {
    let mut suite = Suite::new("alloc-pool", "layout");
    hot::add(&mut suite);
    shuffled::add(&mut suite);
    tree::add(&mut suite);
    threads::add(&mut suite);
    suite.main()
}
