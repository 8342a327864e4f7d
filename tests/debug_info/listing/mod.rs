//! What `rustc -Zprint-type-sizes` lists, and how debug info compares with it.

mod compare;
mod names;
mod parse;

pub(crate) use compare::{Comparison, compare};
pub(crate) use parse::{Listed, parse};
