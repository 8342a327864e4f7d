//! All types of a program that derive `Layout`, so that one test covers every one of them.
//!
//! Checks on single types do not tell you which types of a large program are wasteful, or which ones changed. With
//! the feature `registry`, the derive adds each type to a list: the types of your crates, and those of their
//! dependencies. Types with type or const parameters are not added; [`register_layout!`](crate::register_layout)
//! adds their instances. [`all`] reads the list. Enable the feature in `dev-dependencies`: it is for tests and
//! tools, and without it the list is not in the program.
//!
//! ```toml
//! [dev-dependencies]
//! layout-core = { version = "0.1", features = ["registry"] }
//! ```
//!
//! # Reports
//!
//! [`Types::report`] ranks the types by bytes lost, size, findings or cache lines, with totals by crate and module.
//! The report has these forms:
//!
//! - text, for a terminal;
//! - [Markdown](ProgramReport::to_markdown), for the summary page of a CI run;
//! - [JSON](ProgramReport::to_json), for programs;
//! - [SARIF](ProgramReport::to_sarif), with which code scanning shows each finding at its type;
//! - [a page](ProgramReport::to_html) with a picture of each type.
//!
//! # Rules
//!
//! [`deny`], [`max_padding`] and [`max_size`] are tests of one line. [`in_module`] limits them to the types of a
//! module. [`Gate`] combines several rules, and returns a `Result`.
//!
//! ```no_run
//! use layout_core::FindingId;
//! use layout_core::registry;
//!
//! #[test]
//! fn layouts() {
//!     registry::deny(&[FindingId::Reorder, FindingId::LargeVariant]);
//!     registry::in_module("my_crate::wire").max_size(64);
//! }
//! ```
//!
//! A program with many findings can start today: [`Gate::baseline`] accepts a committed state, and denies only what
//! is worse.
//!
//! # The lock file
//!
//! [`check_lock`] compares the layouts with a committed file. It lists what changed, and says whether old and new
//! code can still read each other's data. `LAYOUT_LOCK=update cargo test` writes the file.
//!
//! `#[layout(lock)]` marks types. `registry::all().locked().check_lock("layout.lock")` checks only those. See
//! [`Lock`].
//!
//! With the feature `debug-info`, the types in a program's debug info are in the same collection, [`types::Types`].
//! They have the same reports, rules and lock file, whether they derive `Layout` or not: [`Lock`] has an example.
//!
//! [`types::Types`]: crate::types::Types
//!
//! # An example
//!
//! `layout-core/examples/whole-program` in the repository is a project of two crates, with a lock file, the reports,
//! and a CI workflow to copy.

mod baseline;
#[cfg(feature = "debug-info")]
mod debug_types;
mod entry;
mod gallery;
mod gates;
mod lock;
mod report;
mod types;

pub use crate::choice::PatternError;
pub use crate::gate::{Breach, Gate, GateError, Gated, LockMode};
pub use entry::Entry;
pub use lock::{Lock, LockChange, LockDiff, LockError, LockOutcome, Lockable, TypeChange};
pub use report::{
    ProgramDiff, ProgramReport, Rank, ReportError, Reported, StyledProgramReport, Totals,
    TypeSummary,
};
pub use types::Types;

use std::path::Path;

use crate::analysis::FindingId;

/// Returns all derived types of the program, and the types of [`register_layout!`](crate::register_layout).
///
/// A crate that the program never names is not linked, so its types are missing. Write `use that_crate as _;` to
/// name it.
#[must_use]
pub fn all() -> Types {
    Types::all()
}

/// Returns the types that a module or its inner modules declare: [`Types::in_module`] of [`all`].
#[must_use]
pub fn in_module(path: &str) -> Types {
    all().in_module(path)
}

/// Asserts that no type of the program has one of these findings: [`Types::deny`] of [`all`].
///
/// # Panics
///
/// Panics if a type has one of the findings, or if no types are registered.
#[track_caller]
pub fn deny(findings: &[FindingId]) {
    all().deny(findings);
}

/// Asserts that no type of the program wastes more than `percent` % of its bytes:
/// [`Types::max_padding`] of [`all`].
///
/// # Panics
///
/// Panics if a type wastes more, or if no types are registered.
#[track_caller]
pub fn max_padding(percent: u32) {
    all().max_padding(percent);
}

/// Asserts that no type of the program is larger than `bytes` bytes: [`Types::max_size`] of [`all`].
///
/// # Panics
///
/// Panics if a type is larger, or if no types are registered.
#[track_caller]
pub fn max_size(bytes: usize) {
    all().max_size(bytes);
}

/// Asserts that the layouts of all types of the program are those of a lock file: [`Types::check_lock`] of
/// [`all`].
///
/// # Panics
///
/// Panics if a type differs from the file, or the file cannot be read.
#[track_caller]
pub fn check_lock(path: impl AsRef<Path>) {
    all().check_lock(path);
}
