//! Enums: tags, niches, and what an `Option` costs.
//!
//! `cargo run --example enums`. The text is in `tutorials/chapters/enums.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["enums"])
}
