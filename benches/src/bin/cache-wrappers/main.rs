//! The wrappers of `layout_core::cache` beside crossbeam's `CachePadded`, and its counter beside what is
//! written without it.
//!
//! See `benches/README.md` for the commands.

mod counters;
mod values;

use std::process::ExitCode;

use layout_benches::side_by_side::Suite;

fn main() -> ExitCode {
    let mut suite = Suite::new("cache-wrappers", "layout");
    values::add(&mut suite);
    counters::add(&mut suite);
    suite.main()
}
