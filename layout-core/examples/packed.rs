//! `repr(packed)`, and what is dangerous in it.
//!
//! `cargo run --example packed`. The text is in `tutorials/chapters/packed.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["packed"])
}
