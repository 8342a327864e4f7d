//! The findings that a type denies, as calls of the function of `layout_core::check`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::checks::{CheckTarget, parenthesized};
use super::relocated;
use crate::check::Extent;
use crate::model::Input;

/// A call for each finding that a type denies. It spans the identifier, so that this is what the compiler
/// shows when the call panics.
pub(super) fn calls(input: &Input, target: &CheckTarget<'_>) -> impl Iterator<Item = TokenStream> {
    let name = target.name;
    input.levels.denied.iter().map(move |level| {
        let Extent { first, last } = level.extent;
        let place = Span::call_site().located_at(first);
        let private = relocated(target.private, first);
        let id = Ident::new(level.finding.variant, place);
        let function = parenthesized(quote_spanned!(place=> #private::denied), first);
        let marker = target.marker.argument(&private, place);
        let arguments = quote!(#marker, #name, #private::FindingId::#id);
        let arguments = parenthesized(arguments, last);
        quote!(#function #arguments;)
    })
}
