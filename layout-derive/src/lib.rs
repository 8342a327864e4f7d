//! The macros of [`layout-core`](https://docs.rs/layout-core), which re-exports and documents them.
//! Depend on that crate, not on this one.

#![forbid(unsafe_code)]

mod attr;
mod check;
mod expand;
mod finding;
mod generics;
mod krate;
mod marks;
mod model;
mod nearest;
mod std_types;
mod tail;
mod tokens;
mod type_text;
mod type_tokens;
mod validate;
mod value;

use proc_macro::TokenStream;

/// Implements [`Layout`](https://docs.rs/layout-core/latest/layout_core/trait.Layout.html) for a
/// struct, union or enum, so that its size, alignment, offsets and padding are constants.
///
/// `#[layout(...)]` on the type or on a field holds checks, run when the crate compiles. `#[layout(lock)]`
/// marks a type for the lock file. An attribute macro that changes the type is to stand above the derive,
/// which describes what it is shown.
///
/// What `#[allow(...)]`, `#[expect(...)]` and `#[warn(...)]` on the type, its parameters, variants and fields
/// name is allowed of the implementation too, which repeats some of what stands there. A described field
/// counts as read, and a variant as made, unless the enum is `repr(C)` or has the `repr` of an integer; there
/// only a variant without fields whose discriminant is computed counts as made, as in `Next = BASE + 1`. Where
/// `#[expect(dead_code)]` says that it is not, write `#[allow(dead_code)]`.
#[proc_macro_derive(Layout, attributes(layout))]
pub fn derive_layout(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), cfg!(feature = "registry")).into()
}

/// The macro behind `layout_core::assert_layout!`, which passes its own crate's path first.
#[doc(hidden)]
#[proc_macro]
pub fn assert_layout(input: TokenStream) -> TokenStream {
    expand::assert_layout(input.into()).into()
}
