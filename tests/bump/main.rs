//! The bump allocators, from outside.
//!
//! `properties` runs sequences of random operations beside a model; `LAYOUT_BUMP_SEQUENCES` says how
//! many, `LAYOUT_BUMP_SEED` which. The rest are the cases that a sequence would not find soon.

mod advisories;
mod boxes;
mod collections;
mod extremes;
mod fixed;
mod limits;
mod model;
mod no_drop;
mod panics;
mod printed;
mod properties;
mod refusals;
mod reports;
mod scopes;
mod source;
mod statistics;
mod sync;
mod traits;
mod try_fill;
mod typed;
mod vec;
mod world;
