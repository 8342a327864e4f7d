//! Pure functions of a layout.

mod lines;
mod order;
#[expect(clippy::result_large_err, reason = "a breach is made once, while a build fails")]
mod portability;

pub(crate) use lines::Lines;
pub(crate) use order::Order;
pub(crate) use portability::{Breach, Fault, portability};
