//! Measures the same work done by several crates, in one program.
//!
//! A binary declares a [`Suite`]: workloads, and for each the contestants that do it. It gets a
//! command line (`--help`) which measures wall time, in rounds that go through all contestants in turn,
//! or instructions, one contestant at a time in a process of its own under valgrind, and which can
//! fail when ours is worse than the best of the others (`--max-ratio`), or than what the repository
//! holds (`--committed`).
//!
//! ```no_run
//! use std::hint::black_box;
//! use std::process::ExitCode;
//!
//! use layout_benches::side_by_side::Suite;
//!
//! fn main() -> ExitCode {
//!     let mut suite = Suite::new("sums", "ours");
//!     suite
//!         .workload("sum of 100 numbers", 100) // operations in each call
//!         .contestant("ours", || {
//!             let numbers = [1_u64; 100]; // made once, not measured
//!             move || {
//!                 black_box(black_box(&numbers).iter().sum::<u64>()); // measured
//!             }
//!         })
//!         .contestant("another crate", || {
//!             let numbers = [1_u64; 100];
//!             move || {
//!                 black_box(black_box(&numbers).iter().fold(0, |sum, number| sum + number));
//!             }
//!         });
//!     suite.main()
//! }
//! ```

mod args;
mod committed;
mod instructions;
mod suite;
mod table;
mod time;

pub use suite::{Suite, Workload};
pub use time::median;
