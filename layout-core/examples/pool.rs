//! Pools: slots of one type, and objects that are used again.
//!
//! `cargo run --example pool`. The text is in `tutorials/chapters/pool.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["pool"])
}
