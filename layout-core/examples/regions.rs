//! Where values lie: on the stack, on the heap, among the statics, in the code.
//!
//! `cargo run --example regions`. The text is in `tutorials/chapters/regions.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["regions"])
}
