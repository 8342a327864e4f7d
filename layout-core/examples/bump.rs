//! A bump allocator: one by hand, what is wrong in it, and `Bump`.
//!
//! `cargo run --example bump`. The text is in `tutorials/chapters/bump.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["bump"])
}
