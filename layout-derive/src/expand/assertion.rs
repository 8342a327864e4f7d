use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Token};

use super::checks::{self, Marker};
use super::future::{self, Subject};
use super::told;
use crate::check::{Check, Scope, drop_contradictions, parse_checks};
use crate::type_text::type_text;

/// The input of `assert_layout!`.
struct Assertion {
    krate: TokenTree,
    subject: Subject,
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
    let subject = if future::begins(input) {
        future::parse(input)?
    } else if begins_remote(input) {
        input.parse::<Ident>()?;
        match parse_type(input)? {
            Subject::Type(ty) => Subject::Remote(ty),
            other => other,
        }
    } else {
        parse_type(input)?
    };
    let (what, check, scope) = match &subject {
        Subject::Type(_) => ("type", "size == 8", Scope::Assertion),
        Subject::Remote(_) => ("type", "offset(field) == 8", Scope::Remote),
        Subject::Function(_) => ("function", "size <= 2048", Scope::Future),
    };
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(input.error(format!("expected `,` after the {what}")));
    }
    if input.is_empty() {
        let message = format!("expected a check after the {what}, such as `{check}`");
        return Err(Error::new_spanned(subject.tokens(), message));
    }
    let mut checks = Vec::new();
    parse_checks(input, scope, &mut checks, errors);
    drop_contradictions(&mut checks, errors);
    Ok(Assertion { krate, subject, checks })
}

/// Whether a type is named that need not be described, by `remote type`. A type may be called so too.
fn begins_remote(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Ident>().is_ok_and(|word| word == "remote") && ahead.peek(Ident::peek_any)
}

fn parse_type(input: ParseStream<'_>) -> syn::Result<Subject> {
    let place = input.span();
    let wrong = |_| Error::new(place, "expected a type, then its checks: `Packet, size == 8`");
    let ty = input.parse().map_err(wrong)?;
    let is_operator = input.peek(Token![==]) || input.peek(Token![<]) || input.peek(Token![>]);
    if is_operator { Err(wrong(input.error(""))) } else { Ok(Subject::Type(ty)) }
}

fn expand(assertion: &Assertion) -> TokenStream {
    let Assertion { krate, subject, checks } = assertion;
    if checks.is_empty() {
        return TokenStream::new();
    }
    let private = quote!(__layout_);
    let tokens = subject.tokens().to_token_stream();
    let name = type_text(subject.tokens());
    let future = Ident::new("__layout_future", Span::call_site());
    // If the type is not described, the checks that need it say so.
    let marker = match subject {
        Subject::Type(_) => Marker::Probed(&tokens),
        Subject::Remote(_) => Marker::Remote(&tokens),
        Subject::Function(_) => Marker::Future(&future),
    };
    let target = checks::CheckTarget { private: &private, marker, name: &name, discriminant: None };
    let mut calls = checks.iter().map(|check| target.call(check));
    let returned = subject.returned(&private);
    let returned = returned.iter();
    if let Some(place) = subject.place_of_self() {
        // No item knows what `Self` is. The length of an array does, and is evaluated whether the function around
        // it is called or not. Where no statement may stand, the compiler says so at the place of `Self`.
        let allowed = checks::allowed();
        let word = quote_spanned!(place=> let);
        return quote! {
            #word _: [(); {
                use #krate::__private::names::*;
                #(let #future = || #returned;)*
                #(#allowed #calls;)*
                0
            }] = [];
        };
    }
    // Each check is a constant of its own, so that each which fails is an error. The first is the constant
    // around the others, as one less costs the user less.
    let first = calls.next();
    let calls = quote! {
        use #krate::__private::names::*;
        #(fn #future() -> impl #private::ReturnedFuture { #returned })*
        #(const _: () = #calls;)*
        #first
    };
    if checks.iter().all(Check::is_plain) {
        // No lint finds anything in it, and an attribute costs the user's build something.
        return quote!(const _: () = { #calls };);
    }
    checks::item(&TokenStream::new(), &calls)
}
