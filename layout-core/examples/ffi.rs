//! FFI twins: structs that C declares too, compared with a C compiler that is asked.
//!
//! `cargo run --example ffi`. The text is in `tutorials/chapters/ffi.rs`.

mod tutorials;

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorials::run(&["ffi"])
}
