//! Descriptions of types of other crates: what makes sure that they are true.
//!
//! The record of a description is that of the type that it stands on, as of any other. The statements here
//! stop the build unless the foreign type lies in memory in the very same way, so that it is also a record of
//! that one.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::checks::{concrete_type, item};
use crate::model::{Body, Field, Input, Shape, Variant};
use crate::type_text::type_text;
use crate::type_tokens::{Form, TypeTokens};

/// The statements, for within a constant of the `impl`.
pub(super) fn statements(input: &Input, remote: &TypeTokens) -> TokenStream {
    let Form::Path(path) = remote.form() else { return TokenStream::new() };
    // A pattern infers the arguments.
    let path = path.without_arguments();
    let parts = match &input.body {
        Body::Struct(_, fields) => {
            let all = all_fields(remote, &path, fields);
            let places = places(remote, fields);
            quote!(#all #places)
        }
        // A pattern of a union names one field.
        Body::Union(fields) => places(remote, fields),
        Body::Enum(variants) => all_variants(remote, &path, variants),
    };
    let name = type_text(remote);
    let place = start(remote);
    let is_filled = input.body.fields().iter().any(|field| field.private.is_some());
    let whole = quote_spanned!(place=> __layout_::remote::<Self, #remote>);
    quote! {
        const __LAYOUT_REMOTE: &__layout_::str = #name;
        #parts
        (#whole)(__LAYOUT_REMOTE, #is_filled);
    }
}

/// The item that evaluates the statements where the type is declared: of each instance of a generic type, its
/// `LAYOUT` does.
pub(super) fn items(input: &Input) -> TokenStream {
    if !input.generics.has_only_lifetimes() || input.recursion.is_endless() {
        return TokenStream::new();
    }
    let (krate, concrete) = (input.krate(), concrete_type(input));
    item(&input.allows, &quote!(<#concrete as #krate::Layout>::__CHECKED))
}

/// A value with all fields that are described: the compiler names those that are missing. Nothing makes it.
///
/// If some fields are private, no value can be made. Then a pattern makes sure that the others are fields of the
/// type itself, and not of what it dereferences to.
fn all_fields(remote: &TypeTokens, path: &TokenStream, fields: &[Field]) -> TokenStream {
    let place = start(remote);
    let members = public(fields).map(|(_, field)| &field.member);
    if fields.iter().any(|field| field.private.is_some()) {
        return quote_spanned! {place=>
            let _ = |__layout_value: &#remote| { let #path { #(#members: _,)* .. } = __layout_value; };
        };
    }
    quote_spanned! {place=>
        #[allow(unreachable_code)]
        let _ = || -> #remote { #path { #(#members: __layout_::any(),)* } };
    }
}

/// Compares the types and the offsets of fields.
fn places(remote: &TypeTokens, fields: &[Field]) -> TokenStream {
    let calls = public(fields).map(|(index, Field { member, ty, .. })| {
        let place = located(member.span());
        // What is wrong with the type is said of the argument.
        let pointer = Ident::new("__layout_field", start(ty));
        let call = quote_spanned!(place=> __layout_::remote_field::<Self, #ty, _>);
        // SAFETY: the pointer to a field is derived from that of `place`.
        quote_spanned! {place=>
            let __layout_field = unsafe { &raw const (*__layout_place).#member };
            unsafe { (#call)(__LAYOUT_REMOTE, #index, #pointer) };
        }
    });
    let calls: TokenStream = calls.collect();
    if calls.is_empty() {
        return calls;
    }
    quote! {
        let __layout_place = __layout_::place::<#remote>();
        #calls
    }
}

/// A match with all variants that are described, of which the compiler names the others; and their
/// discriminants.
fn all_variants(remote: &TypeTokens, path: &TokenStream, variants: &[Variant]) -> TokenStream {
    let place = start(remote);
    let arms = variants.iter().map(|variant| {
        let ident = &variant.ident;
        let braces = (variant.shape != Shape::Unit).then(|| quote!({}));
        quote_spanned!(place=> #path::#ident #braces => (),)
    });
    let calls = variants.iter().map(|variant| {
        let (ident, name) = (&variant.ident, variant.name());
        let place = located(ident.span());
        let there = cast(&quote_spanned!(place=> #path::#ident), variant.shape);
        let here = cast(&quote_spanned!(place=> Self::#ident), variant.shape);
        let call = quote_spanned!(place=> __layout_::remote_variant);
        quote_spanned!(place=> (#call)(__LAYOUT_REMOTE, #name, #there, #here);)
    });
    quote! {
        let _ = |__layout_value: &#remote| match *__layout_value { #(#arms)* };
        #(#calls)*
    }
}

/// The discriminant of a variant without fields.
fn cast(variant: &TokenStream, shape: Shape) -> TokenStream {
    let braces = (shape != Shape::Unit).then(|| quote!({}));
    quote!(#variant #braces as __layout_::u128)
}

/// The fields that the foreign type has too, each with its index in the description.
fn public(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(|(_, field)| field.private.is_none())
}

/// Where a type begins.
fn start(ty: &TypeTokens) -> Span {
    located(ty.tokens().first().map_or_else(Span::call_site, TokenTree::span))
}

fn located(place: Span) -> Span {
    Span::call_site().located_at(place)
}
