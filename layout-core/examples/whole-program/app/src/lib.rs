//! A server that keeps what its sensors send.

use layout_core::{Layout, register_layout};
use wire::Sample;

/// The last values of one kind.
#[derive(Debug, Layout)]
pub struct Ring<T> {
    pub items: Vec<T>,
    pub head: usize,
}

// Which instances of a generic type matter, the program says.
register_layout!(Ring<Sample>);

/// A client that is connected.
#[derive(Debug, Layout)]
pub struct Session {
    pub name: String,
    pub samples: Ring<Sample>,
    pub is_authenticated: bool,
    pub is_closing: bool,
}
