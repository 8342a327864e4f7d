//! The command `cargo layout` shows how the types of any crate lie in memory, without a change to the crate.
//!
//! It builds a package with full debug info, reads the layouts of its types from there, and ranks them by the
//! bytes that they lose to padding. Other commands show one type, compare layouts, or check them in CI:
//!
//! ```console
//! $ cargo layout
//! $ cargo layout show wire::Header
//! $ cargo layout check --deny reorder
//! ```
//!
//! This crate is only the command. The code that reads, compares and draws layouts is in
//! [`layout-core`](https://docs.rs/layout-core).
//!
//! # Exit codes
//!
//! | code | meaning |
//! | --: | :-- |
//! | 0 | fine |
//! | 1 | a check failed: a gate, the lock file, a comparison with C |
//! | 2 | wrong usage, or a file that cannot be read or written |
//! | 101 | cargo failed |
//! | 130 | interrupted: a file that was being written is either complete or not there |

#![forbid(unsafe_code)]

mod build;
mod cli;
mod commands;
mod declared;
mod failure;
mod interrupt;
mod linker;
mod many;
mod output;
mod progress;
mod revision;
mod search;
mod subject;

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = linker::run_if_called() {
        return code;
    }
    let cli = cli::parse();
    interrupt::listen();
    match commands::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // If stderr is closed too, the exit code says it.
            let _ = output::complain(&failure);
            failure.exit_code()
        }
    }
}
