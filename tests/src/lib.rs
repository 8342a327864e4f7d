//! Tests of `layout-core` and `layout-derive` from outside: see `README.md`. This library holds what
//! several of them share.

pub mod skip;
pub mod type_sizes;

/// The examples of the project's README compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
