//! What each `repr` promises.
//!
//! `cargo run --example representations`. The text is in `tutorials/chapters/representations.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["representations"])
}
