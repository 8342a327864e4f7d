//! Structs: how fields are placed, and what is left between them.
//!
//! `cargo run --example padding`. The text is in `tutorials/chapters/padding.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["padding"])
}
