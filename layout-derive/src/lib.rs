//! The macros of [`layout-core`](https://docs.rs/layout-core). Depend on that crate instead of this one: it
//! re-exports the macros, documents them, and holds the code that they call.

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

/// # What to know
///
/// Put an attribute macro that changes the type above the derive. The derive describes the type that it sees.
///
/// The implementation repeats some of your code, such as types and discriminants. It therefore allows every lint
/// that `#[allow(...)]`, `#[expect(...)]` or `#[warn(...)]` names on the type or on its parameters, variants and
/// fields.
///
/// A described field counts as read, and a described variant as constructed, so the compiler no longer warns that
/// they are never used. Enums with `repr(C)` or an integer `repr` are an exception. Their variants count as
/// constructed only if they have no fields and a computed discriminant, as in `Next = BASE + 1`. If an
/// `#[expect(dead_code)]` finds nothing to expect, write `#[allow(dead_code)]`.
#[proc_macro_derive(Layout, attributes(layout))]
pub fn derive_layout(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), cfg!(feature = "registry")).into()
}

/// The macro that `layout_core::assert_layout!` calls, with the path of its own crate first.
#[doc(hidden)]
#[proc_macro]
pub fn assert_layout(input: TokenStream) -> TokenStream {
    expand::assert_layout(input.into()).into()
}
