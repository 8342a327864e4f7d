//! The macros as functions, and arbitrary bytes as their input.
//!
//! A proc-macro crate exports nothing else, and its macros run in a compiler only; so its modules are
//! compiled into this crate.

#![allow(dead_code, reason = "the modules are those of another crate")]

mod tokens;

#[path = "../../layout-derive/src/attr.rs"]
mod attr;
#[path = "../../layout-derive/src/check/mod.rs"]
mod check;
#[path = "../../layout-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../layout-derive/src/finding.rs"]
mod finding;
#[path = "../../layout-derive/src/marks.rs"]
mod marks;
#[path = "../../layout-derive/src/model.rs"]
mod model;
#[path = "../../layout-derive/src/nearest.rs"]
mod nearest;
#[path = "../../layout-derive/src/recursion.rs"]
mod recursion;
#[path = "../../layout-derive/src/tail.rs"]
mod tail;
#[path = "../../layout-derive/src/type_text.rs"]
mod type_text;
#[path = "../../layout-derive/src/validate.rs"]
mod validate;
#[path = "../../layout-derive/src/value.rs"]
mod value;

use proc_macro2::TokenStream;

pub use tokens::{Input, input};

/// `#[derive(Layout)]` of any tokens.
pub fn derive(input: TokenStream) {
    let output = expand::derive(input);
    assert!(!output.is_empty(), "neither an implementation nor an error");
}

/// `#[derive(Layout)]` of a type with attributes of any tokens: most arbitrary tokens are no type.
pub fn derive_with_attributes(tokens: &TokenStream) {
    let types = [
        quote::quote! {
            #[layout(#tokens)]
            struct Packet<'a, T: ?Sized, const N: usize> {
                #[layout(#tokens)]
                head: [u8; N],
                #[layout(#tokens)]
                tail: &'a T,
            }
        },
        quote::quote! {
            #[layout(#tokens)]
            #[repr(#tokens)]
            enum Message {
                #[layout(#tokens)]
                Quit,
                Move {
                    #[layout(#tokens)]
                    x: i32,
                },
            }
        },
        quote::quote!(#[layout(#tokens)] union Word { #[layout(#tokens)] word: u32 }),
    ];
    types.into_iter().for_each(derive);
}

/// `assert_layout!` of any tokens, which stand behind the path of the crate; and as checks of a type.
pub fn assert_layout(tokens: &TokenStream) {
    let _ = expand::assert_layout(quote::quote!(layout_core #tokens));
    let _ = expand::assert_layout(quote::quote!(layout_core Packet, #tokens));
    let _ = expand::assert_layout(tokens.clone());
}
