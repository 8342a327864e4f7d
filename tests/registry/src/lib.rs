//! Tests of the registry of `layout-core`, which is on for them alone. This library is a crate of which the
//! tests see the types.

/// A type of another crate than the tests.
#[derive(layout_core::Layout)]
pub struct Elsewhere {
    /// One field.
    pub field: u64,
}
