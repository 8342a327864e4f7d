//! Checks, from the grammar's values to calls of the functions of `layout_core::check`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{Attribute, GenericParam};

use super::relocated;
use crate::check::{Check, Extent, Property, What};
use crate::model::Input;

/// Whether a type's checks are part of its `LAYOUT`: those of a generic type differ from instance to
/// instance, and run for each whose layout is used. Lifetimes make no difference.
pub(super) fn run_in_layout(input: &Input) -> bool {
    !input.checks.is_empty()
        && input.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

/// The checks of a type as statements, for within its `impl`.
pub(super) fn statements(input: &Input) -> TokenStream {
    let ty = match input.tail() {
        Some(_) => quote!(__layout_::UncheckedTailed<Self>),
        None => quote!(__layout_::Unchecked<Self>),
    };
    let subject =
        Subject { private: &quote!(__layout_), ty: &ty, name: &input.name(), is_known: true };
    input.checks.iter().map(|check| subject.call(check)).collect()
}

/// The checks of a type as items of their own.
pub(super) fn items(input: &Input) -> TokenStream {
    if input.checks.is_empty() {
        return TokenStream::new();
    }
    let krate = input.krate();
    let private = quote!(#krate::__private);
    let concrete = concrete_type(input);
    let ty = match input.tail() {
        Some(_) => quote!(#private::Tailed<#concrete>),
        None => concrete.clone(),
    };
    let subject = Subject { private: &private, ty: &ty, name: &input.name(), is_known: true };
    let item_of = |check: &Check| {
        let check = Check { what: check.what.with_self(&concrete), extent: check.extent };
        item(&input.allows, &subject.call(&check))
    };
    input.checks.iter().map(item_of).collect()
}

/// An item that runs a check.
pub(super) fn item(allows: &[Attribute], call: &TokenStream) -> TokenStream {
    // The user may write parentheses that a function's argument does not need.
    quote! {
        #[allow(deprecated, unused_braces, unused_parens)]
        #(#allows)*
        const _: () = { #call };
    }
}

/// What the checks are made of.
pub(super) struct Subject<'a> {
    /// The path of `layout_core::__private`.
    pub(super) private: &'a TokenStream,
    pub(super) ty: &'a TokenStream,
    /// How messages call the type.
    pub(super) name: &'a str,
    /// Whether the type is known to be described.
    pub(super) is_known: bool,
}

impl Subject<'_> {
    /// A check as a call that spans the check from its first to its last token, so that this is what
    /// the compiler shows when the call panics.
    pub(super) fn call(&self, check: &Check) -> TokenStream {
        let Self { ty, name, .. } = self;
        let Extent { first, last } = check.extent;
        let place = Span::call_site().located_at(first);
        let private = relocated(self.private, first);
        let function = function(&check.what, place);
        let function = parenthesized(quote_spanned!(place=> #private::#function), first);
        let marker = if self.is_known {
            quote_spanned!(place=> #private::PhantomData::<#ty>)
        } else {
            quote_spanned!(place=> #private::Known::<#ty>::__SUBJECT)
        };
        let arguments = self.arguments(check);
        let arguments = parenthesized(quote!(#marker, #name, #arguments), last);
        quote!(#function #arguments;)
    }

    fn arguments(&self, check: &Check) -> TokenStream {
        let private = self.private;
        match &check.what {
            What::NoHoles | What::NoPadding => TokenStream::new(),
            What::Compare(property, operator, value) => {
                let operator = Ident::new(operator.0, Span::call_site());
                let path = property.path().map(|path| &path.text).into_iter();
                quote!(#(#path,)* #private::Op::#operator, #value)
            }
        }
    }
}

fn parenthesized(tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(span);
    group
}

/// The function of `layout_core::check` that makes a check.
fn function(what: &What, span: Span) -> Ident {
    let name = match what {
        What::NoHoles => "no_holes",
        What::NoPadding => "no_padding",
        What::Compare(property, ..) => match property {
            Property::Size => "size",
            Property::Align => "align",
            Property::Padding => "padding",
            Property::Fields => "fields",
            Property::CacheLines => "cache_lines",
            Property::OffsetOf(_) => "offset_of_field",
            Property::SizeOf(_) => "size_of_field",
            Property::AlignOf(_) => "align_of_field",
        },
    };
    Ident::new(name, span)
}

/// The type without its lifetimes, for use outside of its `impl`.
fn concrete_type(input: &Input) -> TokenStream {
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
