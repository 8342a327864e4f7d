//! Layout for the cache: what is used together, and what must be kept apart.
//!
//! `cargo run --example cache`. The text is in `tutorials/chapters/cache.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["cache"])
}
