//! What the benchmarks share.

pub mod chart;
pub mod side_by_side;

#[cfg(test)]
mod page;
