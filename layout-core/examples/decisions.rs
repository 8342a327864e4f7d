//! Which `repr`: questions, and what the answers lead to.
//!
//! `cargo run --example decisions`. The text is in `tutorials/chapters/decisions.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["decisions"])
}
