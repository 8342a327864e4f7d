//! All types of a program: the list, the reports, the gates and the lock file.

mod debug_info;
mod example;
mod gallery;
mod gates;
mod listing;
mod locks;
mod many;
mod page;
mod project;
mod reports;
mod speed;
mod zoo;

use layout_core::registry::{self, Types};

/// The types of a module of this program.
fn types_of(module: &str) -> Types {
    registry::all().in_module(&format!("registry::{module}"))
}
