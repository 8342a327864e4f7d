//! Smaller types: sorted fields, and bits for bools.
//!
//! `cargo run --example flags`. The text is in `tutorials/chapters/flags.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["flags"])
}
