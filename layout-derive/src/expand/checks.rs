//! Checks, from the grammar's values to calls of the functions of `layout_core::check`.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::quick::Quick;
use super::{denied, recursive, relocated};
use crate::check::{Check, Extent, Names, Property, SameAs, What};
use crate::model::Input;
use crate::type_text::type_text;
use crate::type_tokens::TypeTokens;
use crate::value::Value;

/// Whether a type's checks are part of its `LAYOUT`: those of a generic type differ from instance to
/// instance, and run for each whose layout is used. Lifetimes make no difference.
pub(super) fn run_in_layout(input: &Input) -> bool {
    let has_none = input.checks.is_empty() && input.levels.denied.is_empty();
    !has_none && !input.generics.has_only_lifetimes()
}

/// The checks of a type as statements, for within its `impl`.
pub(super) fn statements(input: &Input) -> TokenStream {
    let ty = match input.tail() {
        Some(_) => quote!(__layout_::UncheckedTailed<Self>),
        None => quote!(__layout_::Unchecked<Self>),
    };
    let (name, discriminant) = (input.name(), Some(discriminant_type(input)));
    let private = quote!(__layout_);
    let subject = Subject { private: &private, ty: &ty, name: &name, is_known: true, discriminant };
    let quick = Quick::new(input, &ty);
    let calls = input.checks.iter().map(|check| match quick.call(check) {
        Some(call) => TokenStream::from_iter(call),
        None => subject.call(check),
    });
    let denied = denied::calls(input, subject.private, &ty);
    let krate = input.krate();
    let names = names_of_others(&input.checks, &quote!(#krate::__private));
    quote!(#names #(#calls;)* #(#denied)*)
}

/// The checks of a type as items of their own.
pub(super) fn items(input: &Input) -> TokenStream {
    let has_none = input.checks.is_empty() && input.levels.denied.is_empty();
    if has_none || input.recursion.is_endless() {
        return TokenStream::new();
    }
    let krate = input.krate();
    let private = quote!(__layout_);
    let concrete = concrete_type(input);
    let ty = match input.tail() {
        Some(_) => quote!(#private::Tailed<#concrete>),
        None => concrete.clone(),
    };
    let (name, discriminant) = (input.name(), Some(discriminant_type(input)));
    let subject = Subject { private: &private, ty: &ty, name: &name, is_known: true, discriminant };
    let quick = Quick::new(input, &ty);
    // Each is a constant of its own, so that each which fails is an error. The first is the constant
    // around the others, as one less costs the user less, and so does one attribute for all.
    let mut calls = input.checks.iter().map(|check| {
        let call = quick.call(check).unwrap_or_else(|| {
            let call = subject.call(&check.with_self(&concrete));
            let names = names_of_others(std::slice::from_ref(check), &private);
            vec![Group::new(Delimiter::Brace, quote!(#names #call)).into()]
        });
        recursive::check(input, call)
    });
    let first = calls.next();
    let head: Vec<TokenTree> = quote!(const _: () =).into_iter().collect();
    let end = TokenTree::from(Punct::new(';', Spacing::Alone));
    let mut tokens = Vec::new();
    for call in calls {
        tokens.extend(head.iter().cloned());
        tokens.extend(call);
        tokens.push(end.clone());
    }
    tokens.extend(first.into_iter().flatten());
    let checks = TokenStream::from_iter(tokens);
    let denied = denied::calls(input, &private, &ty).map(|call| {
        let call = recursive::check(input, vec![Group::new(Delimiter::Brace, call).into()]);
        quote!(const _: () = #(#call)*;)
    });
    item(&input.allows, &quote!(use #krate::__private as __layout_; #(#denied)* #checks))
}

/// The type of an enum's discriminants.
fn discriminant_type(input: &Input) -> &'static str {
    input.repr.int.map_or("isize", |int| int.name)
}

/// What checks need that name another type, which may be described or not.
fn names_of_others(checks: &[Check], private: &TokenStream) -> TokenStream {
    if checks.iter().any(|check| matches!(check.what, What::SameAs(_))) {
        quote!(use #private::names::*;)
    } else {
        TokenStream::new()
    }
}

/// An item that runs a check.
pub(super) fn item(allows: &TokenStream, call: &TokenStream) -> TokenStream {
    // The user may write parentheses that a function's argument does not need.
    quote! {
        #[allow(deprecated, trivial_numeric_casts, unused_braces, unused_parens)]
        #allows
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
    /// The type of the discriminants, if it is known.
    pub(super) discriminant: Option<&'static str>,
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
        quote!(#function #arguments)
    }

    fn arguments(&self, check: &Check) -> TokenStream {
        let private = self.private;
        let line_size = check.what.is_of_lines().then(|| match &check.line_size {
            Some(size) => size.clone(),
            None => quote!(#private::CACHE_LINE),
        });
        let line_size = line_size.into_iter();
        let paths = check.what.fields().iter().map(|path| &path.text);
        match &check.what {
            What::NoHoles | What::NoPadding | What::Niche | What::Portable => TokenStream::new(),
            What::SameLine(_) | What::SeparateLines(_) => quote!(&[#(#paths),*], #(#line_size)*),
            What::StartsLine(_) => quote!(#(#paths,)* #(#line_size)*),
            What::SameAs(SameAs { other, names }) => {
                let name = type_text(other);
                let names = match names {
                    Names::Positional => quote!(Positional),
                    Names::Renamed(pairs) => {
                        let pairs = pairs.iter().map(|(path, other)| {
                            let path = &path.text;
                            quote!((#path, #other))
                        });
                        quote!(Renamed(&[#(#pairs),*]))
                    }
                };
                quote!(#private::Known::<#other>::__SUBJECT, #name, #private::Names::#names)
            }
            What::Compare(property, operator, value) => {
                let operator = Ident::new(operator.name(), Span::call_site());
                let path = property.operand().map(|path| &path.text).into_iter();
                let value = match property {
                    Property::Discriminant(_) => self.discriminant(value),
                    _ => value.to_token_stream(),
                };
                quote!(#(#path,)* #(#line_size,)* #private::Op::#operator, #value)
            }
        }
    }
}

impl Subject<'_> {
    /// The constant that a discriminant is compared with: of the type of the discriminants, if that is
    /// known; or else of any integer type, as a literal of the widest.
    fn discriminant(&self, value: &Value) -> TokenStream {
        let private = self.private;
        if let Some(int) = self.discriminant {
            let int = Ident::new(int, Span::call_site());
            return quote!(#private::Required::Bits(#private::discriminant::#int(#value)));
        }
        let value = value.widest();
        quote!(#private::integer(#value))
    }
}

pub(super) fn parenthesized(tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(span);
    group
}

/// The function of `layout_core::check` that makes a check.
fn function(what: &What, span: Span) -> Ident {
    let name = match what {
        What::Compare(Property::OffsetOf(_), ..) => "offset_of_field",
        What::Compare(Property::SizeOf(_), ..) => "size_of_field",
        What::Compare(Property::AlignOf(_), ..) => "align_of_field",
        What::Compare(Property::LineOf(_), ..) => "line_of_field",
        What::Compare(Property::Discriminant(_), ..) => "discriminant_of_variant",
        what => what.word(),
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

impl Check {
    /// The same with `Self` written out, for use outside of an `impl`.
    fn with_self(&self, ty: &TokenStream) -> Self {
        let mut check = self.clone();
        match &mut check.what {
            What::Compare(_, _, Value::Expression(value)) => {
                *value = replace_self(std::mem::take(value), ty);
            }
            What::SameAs(SameAs { other, .. }) => {
                *other = TypeTokens::from(replace_self(other.to_token_stream(), ty));
            }
            _ => {}
        }
        if let Some(size) = &mut check.line_size {
            *size = replace_self(std::mem::take(size), ty);
        }
        check
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
