//! Size and alignment of the types that others are made of.
//!
//! `cargo run --example primitives`. The text is in `tutorials/chapters/primitives.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["primitives"])
}
