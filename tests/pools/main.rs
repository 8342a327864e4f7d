//! The pools of `layout_core::alloc`, from outside.
//!
//! `LAYOUT_STRESS_SECONDS` and `LAYOUT_STRESS_THREADS` make `stress` longer; CI does, also under the
//! sanitizers. `PROPTEST_CASES` makes `model` longer.

mod blocks;
#[cfg(debug_assertions)]
mod debug_checks;
mod growth;
mod guards;
mod handles;
mod locations;
mod memory;
mod model;
mod objects;
mod owned;
mod panics;
mod reentry;
mod refusals;
mod sequences;
mod shapes;
mod shown;
mod stress;
mod support;
mod sync_objects;
mod threads;
