//! Checks, from the grammar's values to calls of `layout_core::check::Subject`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::GenericParam;

use crate::check::{Check, Extent, Property, What};
use crate::model::Struct;

/// Whether a type's checks are part of its `LAYOUT`: those of a generic type differ from instance to
/// instance, and run for each whose layout is used. Lifetimes make no difference.
pub(super) fn run_in_layout(input: &Struct) -> bool {
    !input.checks.is_empty()
        && input.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

/// The checks of a type as statements for within its `LAYOUT`, whose value is `layout`.
pub(super) fn statements(input: &Struct, layout: &TokenStream) -> TokenStream {
    let name = input.name();
    let private = quote!(__layout);
    let subject = quote!(#private::Subject::new(#name, #layout));
    input.checks.iter().map(|check| call(check, &subject, &private)).collect()
}

/// The checks of a type as items of their own.
pub(super) fn items(input: &Struct) -> TokenStream {
    if input.checks.is_empty() {
        return TokenStream::new();
    }
    let krate = input.krate();
    let private = quote!(#krate::__private);
    let name = input.name();
    let ty = concrete_type(input);
    let subject = quote!(#private::Subject::new(#name, <#ty as #krate::Layout>::LAYOUT));
    let item_of = |check: &Check| {
        let check = Check { what: check.what.with_self(&ty), extent: check.extent };
        item(&call(&check, &subject, &private))
    };
    input.checks.iter().map(item_of).collect()
}

/// An item that runs a check.
pub(super) fn item(call: &TokenStream) -> TokenStream {
    quote!(const _: () = { #call };)
}

/// A check as a call of the method of its name, blamed on the check's own tokens.
pub(super) fn call(check: &Check, subject: &TokenStream, private: &TokenStream) -> TokenStream {
    let Extent { first, last } = check.extent;
    let (method, arguments) = match &check.what {
        What::NoHoles => ("no_holes", TokenStream::new()),
        What::NoPadding => ("no_padding", TokenStream::new()),
        What::Compare(property, operator, value) => {
            let operator = Ident::new(operator.0, Span::call_site());
            let path = property.path().map(|path| {
                let path = &path.text;
                quote!(#path,)
            });
            (method(property), quote!(#path #private::Op::#operator, #value))
        }
    };
    let method = Ident::new(method, first);
    // The call spans the check from its first to its last token, so that is what the compiler shows.
    let subject = parenthesized(subject.clone(), first);
    let arguments = parenthesized(arguments, last);
    quote!(#subject.#method #arguments;)
}

fn method(property: &Property) -> &'static str {
    match property {
        Property::Size => "size",
        Property::Align => "align",
        Property::Padding => "padding",
        Property::Fields => "fields",
        Property::CacheLines => "cache_lines",
        Property::OffsetOf(_) => "offset_of",
        Property::SizeOf(_) => "size_of",
        Property::AlignOf(_) => "align_of",
    }
}

fn parenthesized(tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(span);
    group
}

/// The type without its lifetimes, for use outside of its `impl`.
fn concrete_type(input: &Struct) -> TokenStream {
    let ident = &input.ident;
    let lifetimes = input.generics.params.iter().map(|_| quote!('_));
    if input.generics.params.is_empty() {
        quote!(#ident)
    } else {
        quote!(#ident::<#(#lifetimes),*>)
    }
}

impl What {
    /// The same with `Self` written out, for use outside of an `impl`.
    fn with_self(&self, ty: &TokenStream) -> Self {
        match self {
            Self::NoHoles => Self::NoHoles,
            Self::NoPadding => Self::NoPadding,
            Self::Compare(property, operator, value) => {
                Self::Compare(property.clone(), *operator, replace_self(value.clone(), ty))
            }
        }
    }
}

fn replace_self(tokens: TokenStream, ty: &TokenStream) -> TokenStream {
    let replace = |token| match token {
        TokenTree::Ident(ident) if ident == "Self" => ty.clone(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), replace_self(group.stream(), ty));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        token => token.into(),
    };
    tokens.into_iter().flat_map(replace).collect()
}
