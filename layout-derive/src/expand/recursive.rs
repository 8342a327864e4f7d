//! What differs for a type that may hold itself: see `crate::model`.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::quote;

use super::Implementation;
use super::out::Out;
use crate::model::HoldsItself;
use crate::model::Input;

/// The implementation for a type that has no size, which the compiler says at its declaration.
pub(super) fn without_size(input: &Input) -> Implementation {
    let mut layout = Out::krate(input);
    layout.push("::__private::no_size()");
    Implementation { layout, ..Implementation::default() }
}

/// A check that stands outside of the type's `impl`, as an expression: made unless the type holds itself,
/// and so has no size.
pub(super) fn check(input: &Input, call: Vec<TokenTree>) -> Vec<TokenTree> {
    let Some(HoldsItself::In(holder)) = &input.recursion.holds_itself else { return call };
    let krate = input.krate();
    let checked = quote! {
        use #krate::__private::names::*;
        if !__layout_::LayoutProbe::<#holder::<()>>::__HOLDS { #(#call)* }
    };
    vec![Group::new(Delimiter::Brace, checked).into()]
}
