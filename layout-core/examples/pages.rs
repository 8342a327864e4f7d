//! Pages: the unit in which the system gives memory out.
//!
//! `cargo run --example pages`. The text is in `tutorials/chapters/pages.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["pages"])
}
