use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::relocated;
use crate::model::Input;

/// The call that adds a type to the registry of `layout_core`: nothing without its feature `registry`.
///
/// Types with parameters are left out: it takes an instance to have a layout; and so are those that can
/// have none. The call stands where the
/// name of the type does, so that `line!()` in it is the line of that.
pub(super) fn registration(input: &Input) -> TokenStream {
    let Input { ident, generics, .. } = input;
    if input.recursion.is_endless() || !generics.has_only_lifetimes() {
        return TokenStream::new();
    }
    let lifetimes = generics.params.iter().map(|_| quote!('static));
    let arguments = (!generics.params.is_empty()).then(|| quote!(<#(#lifetimes),*>));
    let krate = relocated(&input.krate_at(ident.span()), ident.span());
    quote_spanned!(ident.span()=> #krate::register_layout!{ @derived #ident #arguments })
}
