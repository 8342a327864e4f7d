//! Tests of `layout-core` and `layout-derive` from outside: see `README.md`. This library holds what
//! several of them share.

pub mod browser;
pub mod type_sizes;

/// The examples of the project's README compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// A type of another crate than the suites.
#[derive(layout_core::Layout)]
pub struct Elsewhere {
    /// One field.
    pub field: u64,
}
