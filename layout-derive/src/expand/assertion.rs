use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Token};

use super::{checks, told};
use crate::check::{Check, Scope, drop_contradictions, parse_checks};
use crate::type_text::type_text;
use crate::type_tokens::TypeTokens;

/// The input of `assert_layout!`.
struct Assertion {
    krate: TokenTree,
    ty: TypeTokens,
    checks: Vec<Check>,
}

/// The output of `assert_layout!`.
pub(crate) fn assert_layout(input: TokenStream) -> TokenStream {
    // The macro around it passes `$crate`.
    let krate = input.clone().into_iter().next().into_token_stream();
    let mut errors = Vec::new();
    let parser = |input: ParseStream<'_>| parse(input, &mut errors);
    let output = parser.parse2(input).map(|assertion| expand(&assertion));
    let mut output = output.unwrap_or_else(|error| {
        errors.push(error);
        TokenStream::new()
    });
    if !errors.is_empty() {
        // By an import, since a path that begins with `$crate` is shown with more words. The compiler expands what
        // waits for an import from the last to the first.
        errors.reverse();
        let calls = told(&errors, |place| quote_spanned!(place=> __layout_));
        output.extend(quote!(const _: () = { use #krate::__private as __layout_; #calls };));
    }
    output
}

fn parse(input: ParseStream<'_>, errors: &mut Vec<Error>) -> syn::Result<Assertion> {
    let krate = input.parse()?;
    if input.is_empty() {
        let message = "expected a type and its checks, such as `Packet, size == 8`";
        return Err(Error::new(Span::call_site(), message));
    }
    let place = input.span();
    let message = "expected a type, then its checks: `Packet, size == 8`";
    let ty: TypeTokens = input.parse().map_err(|_| Error::new(place, message))?;
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        let is_operator = input.peek(Token![==]) || input.peek(Token![<]) || input.peek(Token![>]);
        return Err(if is_operator {
            Error::new(place, message)
        } else {
            input.error("expected `,` behind the type")
        });
    }
    if input.is_empty() {
        let message = "expected a check behind the type, such as `size == 8`";
        return Err(Error::new_spanned(ty, message));
    }
    let mut checks = Vec::new();
    parse_checks(input, Scope::Assertion, &mut checks, errors);
    drop_contradictions(&mut checks, errors);
    Ok(Assertion { krate, ty, checks })
}

fn expand(assertion: &Assertion) -> TokenStream {
    let Assertion { krate, ty, checks } = assertion;
    let name = type_text(ty);
    let private = quote!(__layout_);
    // If the type is not described, the checks that need it say so.
    let ty = ty.to_token_stream();
    let target = checks::CheckTarget {
        private: &private,
        ty: &ty,
        name: &name,
        is_known: false,
        discriminant: None,
    };
    // Each check is a constant of its own, so that each which fails is an error. The first is the constant
    // around the others, as one less costs the user less.
    let Some((first, others)) = checks.split_first() else { return TokenStream::new() };
    let others = others.iter().map(|check| target.call(check));
    let first = target.call(first);
    let calls = quote! {
        use #krate::__private::names::*;
        #(const _: () = #others;)*
        #first
    };
    if checks.iter().all(Check::is_plain) {
        // No lint finds anything in it, and an attribute costs the user's build something.
        return quote!(const _: () = { #calls };);
    }
    checks::item(&TokenStream::new(), &calls)
}
