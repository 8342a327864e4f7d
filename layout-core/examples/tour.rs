//! A tour of memory layout: all chapters, and a page with pictures.
//!
//! `cargo run --example tour`

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&[])
}
