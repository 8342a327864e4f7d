//! The macros as functions.
//!
//! A proc-macro crate exports nothing else, and its macros run in a compiler only; so its modules are
//! compiled into this crate: at its root, where they look for each other.

use proc_macro2::TokenStream;

use crate::expand;

/// `#[derive(Layout)]` of any tokens.
pub fn derive(input: TokenStream) {
    let output = expand::derive(input, true);
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
