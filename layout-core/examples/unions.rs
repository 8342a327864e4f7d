//! Unions, and a tagged union by hand beside the enum that it imitates.
//!
//! `cargo run --example unions`. The text is in `tutorials/chapters/unions.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["unions"])
}
