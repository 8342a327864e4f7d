//! Access patterns: the same elements in another order, and what that moves.
//!
//! `cargo run --example access`. The text is in `tutorials/chapters/access.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["access"])
}
