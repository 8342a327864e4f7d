//! The metadata of structs of many shapes, against `offset_of!`, a model of their bytes, and reports
//! written out by hand.

#![allow(clippy::needless_raw_string_hashes, reason = "as `expect-test` writes them")]

mod inside;
mod limits;
mod maps;
mod metadata;
mod model;
mod nested;
mod portable;
mod properties;
mod reports;
mod rows;
mod shapes;
mod untrue;
