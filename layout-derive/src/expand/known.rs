use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

/// What is known of a field's type: an item of `layout_core::__private::Known`.
///
/// Where a parameter of that type lacks what the type asks of it, the compiler says so of this place too:
/// once, if both places are one.
pub(super) fn known(ty: &Type, item: &str) -> TokenStream {
    if is_plain(ty) {
        let item = Ident::new(item, Span::call_site());
        return quote!(__layout_::Known::<#ty>::#item);
    }
    let tokens = ty.to_token_stream();
    let (start, end) = ends(tokens.clone());
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
    let (start, end) = if is_plain(ty) {
        (Span::call_site(), Span::call_site())
    } else {
        ends(ty.to_token_stream())
    };
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

/// The places of the first and of the last token.
fn ends(tokens: TokenStream) -> (Span, Span) {
    let mut places = tokens.into_iter().map(|token| token.span());
    let start = places.next().unwrap_or_else(Span::call_site);
    (start, places.last().unwrap_or(start))
}
