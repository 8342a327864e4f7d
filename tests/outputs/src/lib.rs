//! Tests of what `layout-core` turns reports into. This library holds what several of them share.
//!
//! They are a package of their own because they need more crates than all other tests, which would be
//! built for each of these too.

pub mod browser;
#[path = "../../src/skip.rs"]
pub mod skip;
