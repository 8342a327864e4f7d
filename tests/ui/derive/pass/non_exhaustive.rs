//! `#[non_exhaustive]`, `#[must_use]`, doc comments and the attributes of other derives.
#![deny(warnings)]

use layout_core::Layout;

/// A configuration.
#[non_exhaustive]
#[must_use]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Layout)]
#[repr(C)]
#[doc(alias = "cfg")]
#[layout(size == 8)]
#[layout(align == 4,)]
#[layout(no_holes, padding == 3)]
struct Config {
    /// How many.
    #[doc(hidden)]
    #[layout(offset == 0)]
    #[layout(size == 4,)]
    threads: u32,
    /// Whether to say so.
    verbose: bool,
}

fn main() {
    assert_eq!(Config::LAYOUT.size, 8);
    assert_eq!(Config::default(), Config { threads: 0, verbose: false });
}
