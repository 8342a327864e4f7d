//! All derived types of a program at once.
//!
//! With the feature `registry` the derive adds every type without type and const parameters to a list,
//! of the program's own crates and of those it depends on; [`register_layout!`](crate::register_layout)
//! adds instances of the others. [`all`] reads the list.

mod entry;
mod gallery;
mod gate;
mod lock;
mod name;
mod report;
mod shallow;
mod types;

pub use entry::Entry;
pub use gate::{Gate, GateError};
pub use lock::{Checked, Lock, LockChange, LockDiff, LockError, Mode, WhatChanged};
pub use report::{ProgramReport, Rank, Totals, TypeSummary};
pub use types::{Iter, Types};

use std::path::Path;

use crate::layout::FindingId;

/// All derived types of the program, and those of [`register_layout!`](crate::register_layout).
///
/// A crate of which the program names nothing is not linked, and its types are not among them;
/// `use that_crate as _;` names it.
#[must_use]
pub fn all() -> Types {
    Types::all()
}

/// The types that a module declares, or a module within it: [`Types::in_module`] of [`all`].
#[must_use]
pub fn in_module(path: &str) -> Types {
    all().in_module(path)
}

/// Asserts that no type of the program has one of these findings: [`Types::deny`] of [`all`].
///
/// # Panics
///
/// Some has; or there are no types.
#[track_caller]
pub fn deny(findings: &[FindingId]) {
    all().deny(findings);
}

/// Asserts that of no type of the program more than so many percent of the bytes are lost:
/// [`Types::max_padding`] of [`all`].
///
/// # Panics
///
/// Of some there are; or there are no types.
#[track_caller]
pub fn max_padding(percent: u32) {
    all().max_padding(percent);
}

/// Asserts that no type of the program is larger than so many bytes: [`Types::max_size`] of [`all`].
///
/// # Panics
///
/// Some is; or there are no types.
#[track_caller]
pub fn max_size(bytes: usize) {
    all().max_size(bytes);
}

/// Asserts that the layouts of all types of the program are those of a lock file: [`Types::check_lock`] of
/// [`all`].
///
/// # Panics
///
/// A type is not as the file has it, or the file cannot be read.
#[track_caller]
pub fn check_lock(path: impl AsRef<Path>) {
    all().check_lock(path);
}
