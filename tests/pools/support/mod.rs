//! What the tests of pools share.

mod failing;
mod tracked;

pub(crate) use failing::{failing_after, gives_all_back};
pub(crate) use tracked::{Ledger, Tracked};
