//! What the programs that the tests build have in common: how they print layouts.

mod dump;
mod registry;
mod reports;
mod variants;

pub use dump::describe;
pub use registry::{print_registered, register};
