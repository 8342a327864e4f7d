//! What differs for a type that may hold itself: see `crate::recursion`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::Implementation;
use crate::model::Input;
use crate::recursion::HoldsItself;

/// The implementation for a type that has no size, which the compiler says at its declaration.
pub(super) fn without_size(input: &Input) -> Implementation {
    let krate = input.krate();
    let layout = quote!(#krate::__private::no_size());
    Implementation { layout, beside: TokenStream::new(), inherent: TokenStream::new() }
}

/// An implementation with no more than the value of `LAYOUT`.
pub(super) fn layout(input: &Input, value: TokenStream) -> Implementation {
    let krate = input.krate();
    let (layout, inherent) = self::value(input, "__layout", &quote!(#krate::TypeLayout), value);
    Implementation { layout, beside: TokenStream::new(), inherent }
}

/// The value of a constant, given as a block; and if that is to wait until it is used, the function that
/// makes it. The compiler evaluates what a constant names, but not what a function with a parameter does.
pub(super) fn value(
    input: &Input,
    function: &str,
    ty: &TokenStream,
    value: TokenStream,
) -> (TokenStream, TokenStream) {
    if !input.recursion.is_possible {
        return (value, TokenStream::new());
    }
    let function = Ident::new(function, Span::call_site());
    // A parameter without a name, as the value may name a type of the user's that is called the same.
    (
        quote!(Self::#function(&())),
        quote!(const fn #function(_: &impl ::core::marker::Sized) -> #ty #value),
    )
}

/// A check that stands outside of the type's `impl`, as an expression: made unless the type holds itself,
/// and so has no size.
pub(super) fn check(input: &Input, call: Vec<TokenTree>) -> Vec<TokenTree> {
    let Some(HoldsItself::In(holder)) = &input.recursion.holds_itself else { return call };
    let krate = input.krate();
    let checked = quote! {
        use #krate::__private::names::*;
        if !__layout_::Known::<#holder::<()>>::__HOLDS { #(#call)* }
    };
    vec![Group::new(Delimiter::Brace, checked).into()]
}
