//! A crate that denies every lint that might find something in an expansion.
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(future_incompatible, nonstandard_style, unused, let_underscore, keyword_idents)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_op_in_unsafe_fn,
    unstable_features,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
// `trybuild` gives each case the dependencies of them all.
#![allow(unused_crate_dependencies)]

use layout_core::{Layout, assert_layout};

/// Documented.
#[derive(Layout, Clone, Copy, Debug)]
#[repr(C)]
#[layout(size == 8, align == 4, padding == 3, fields == 2, cache_lines == 1)]
pub struct Packet {
    /// Documented.
    #[layout(offset == 0, size == 1, align == 1)]
    pub version: u8,
    /// Documented.
    pub length: u32,
}

/// Documented.
#[derive(Layout, Clone, Copy, Debug)]
#[layout(size == N + size_of::<&'a T>(), fields == 2)]
pub struct Window<'a, T: ?Sized, const N: usize> {
    /// Documented.
    pub text: &'a T,
    /// Documented.
    pub bytes: [u8; N],
}

/// Documented.
#[derive(Layout, Clone, Copy, Debug)]
#[layout(allow(hot-cold-mix, contended-line), size >= 6)]
pub struct Marked {
    /// Documented.
    #[layout(hot, contended = "writer")]
    pub key: u32,
    /// Documented.
    #[layout(cold, redact, size == 2)]
    pub secret: u16,
}

/// Documented.
#[derive(Layout, Clone, Copy, Debug)]
#[layout(fields == 0)]
pub struct Unit;

assert_layout!(Packet, size == 8);
assert_layout!(Window<'_, str, 8>, align >= 4, offset(text) >= 0);
assert_layout!(Option<Packet>, align == 4);

/// A tree.
#[derive(Layout, Debug)]
pub struct Tree {
    value: u32,
    branches: Vec<Self>,
}

/// The same as an enum.
#[derive(Layout, Debug)]
pub enum Branch {
    /// An end.
    Leaf(u32),
    /// Nothing can be this.
    Never([core::convert::Infallible; 2], u8),
    /// One more.
    Knot(Box<Self>),
    /// Or none.
    End(Option<Box<Self>>),
}

fn main() {
    const {
        assert_layout!(Unit, size == 0);
    }
    assert_eq!(Packet::LAYOUT.padding(), 3);
}
