use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, TypePath};

/// What is known of a field's type: an item of `layout_core::__private::Known`.
///
/// Where a parameter of that type lacks what the type asks of it, the compiler says so of this place too:
/// once, if both places are one.
pub(super) fn known(ty: &Type, item: &str) -> TokenStream {
    if is_plain(ty) {
        let item = Ident::new(item, Span::call_site());
        return quote!(__layout_::Known::<#ty>::#item);
    }
    let (tokens, (start, end)) = at_place_of_fault(ty);
    let item = Ident::new(item, end);
    let mut known = quote_spanned!(start=> __layout_::Known::<);
    known.extend(tokens);
    known.extend(quote_spanned!(end=> >::#item));
    known
}

/// The variable of `__samples` in `layout_core::__private` that samples are taken from.
pub(super) const SAMPLES: &str = "__from";

/// The sample of an enum's field as an expression that stands, as [`known`] does, where its type does.
pub(super) fn sampled(ty: &Type, index: &Literal) -> TokenStream {
    let (start, end) =
        if is_plain(ty) { (Span::call_site(), Span::call_site()) } else { at_place_of_fault(ty).1 };
    let function = Ident::new("sampled", end);
    let function = quote_spanned!(start=> __layout_::#function);
    let from = Ident::new(SAMPLES, Span::mixed_site());
    let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#from, #index));
    arguments.set_span(end);
    quote!(#function #arguments)
}

/// Whether a type has no parameters, as most have not.
pub(super) fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.get_ident().is_some())
}

/// A type's tokens, and where they begin and end: all of them where the compiler tells what is at fault.
/// For what a type of the prelude holds that is where the held type is.
fn at_place_of_fault(ty: &Type) -> (TokenStream, (Span, Span)) {
    let Some((holder, inner)) = held_by_prelude(ty) else {
        let tokens = ty.to_token_stream();
        return (tokens.clone(), ends(tokens));
    };
    let (inner, (start, end)) = at_place_of_fault(inner);
    let mut holder = holder.clone();
    holder.set_span(holder.span().located_at(start));
    let mut tokens = quote_spanned!(start=> #holder <);
    tokens.extend(inner);
    tokens.extend(quote_spanned!(end=> >));
    (tokens, (start, end))
}

/// The name of `Option`, `Vec` or `Box`, and the type in it, if that has parameters.
fn held_by_prelude(ty: &Type) -> Option<(&Ident, &Type)> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let (1, segment) = (path.segments.len(), path.segments.first()?) else { return None };
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let (1, GenericArgument::Type(inner)) = (arguments.args.len(), arguments.args.first()?) else {
        return None;
    };
    let is_of_prelude = ["Option", "Vec", "Box"].iter().any(|name| segment.ident == name);
    (is_of_prelude && !is_plain(inner)).then_some((&segment.ident, inner))
}

/// The places of the first and of the last token.
fn ends(tokens: TokenStream) -> (Span, Span) {
    let mut places = tokens.into_iter().map(|token| token.span());
    let start = places.next().unwrap_or_else(Span::call_site);
    (start, places.last().unwrap_or(start))
}
