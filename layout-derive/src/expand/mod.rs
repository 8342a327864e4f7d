//! From tokens to tokens: what the two macros do, stage by stage.

mod assertion;
mod checks;
mod denied;
mod enumeration;
mod known;
mod quick;
mod recursive;
mod registration;
mod structure;
mod tailed;
mod text;

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Error;

pub(crate) use assertion::assert_layout;

use crate::attr::{BaseRepr, Repr};
use crate::model::{Body, Input};
use crate::validate::validate;

/// The output of `#[derive(Layout)]`.
///
/// A fault in an attribute is reported beside the implementation, so that the user sees that fault
/// and not also the lack of the implementation wherever it is used.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Vec::new();
    let Some(mut input) = Input::read(input, &mut errors) else {
        let message = "expected a struct, an enum or a union";
        return error(&Error::new(Span::call_site(), message));
    };
    validate(&mut input, &mut errors);
    with_errors(&expand(&input), &errors)
}

fn with_errors(output: &TokenStream, errors: &[Error]) -> TokenStream {
    let errors = errors.iter().map(error);
    quote!(#output #(#errors)*)
}

/// An error as the compiler is told it, at the user's place.
fn error(error: &Error) -> TokenStream {
    let error = error.to_compile_error();
    // The path to the macro in it is of the user's edition. A place of this crate's would be shown with more
    // words, so it is taken only where the path has another meaning.
    if is_edition_2015() { at_own_edition(error) } else { error }
}

/// Whether the compiler was told to take the edition 2015, in which `::core` is a module of the user's.
fn is_edition_2015() -> bool {
    let mut arguments = std::env::args().skip_while(|argument| !argument.starts_with("--edition"));
    match arguments.next() {
        Some(argument) if argument == "--edition" => {
            arguments.next().is_some_and(|edition| edition == "2015")
        }
        Some(argument) => argument == "--edition=2015",
        // Not every compiler has arguments: an editor's has none.
        None => false,
    }
}

fn at_own_edition(tokens: TokenStream) -> TokenStream {
    let relocate = |mut token: TokenTree| {
        let place = Span::call_site().located_at(token.span());
        if let TokenTree::Group(group) = &mut token {
            *group = Group::new(group.delimiter(), at_own_edition(group.stream()));
        }
        token.set_span(place);
        token
    };
    tokens.into_iter().map(relocate).collect()
}

/// What the `impl` of a type holds.
struct Implementation {
    /// The value of `LAYOUT`.
    layout: TokenStream,
    /// The items beside it.
    beside: TokenStream,
    /// Functions of the type's own, which a `const` may call, unlike those of a trait.
    inherent: TokenStream,
}

/// The implementation of `Layout`, and the checks that run beside it.
fn expand(input: &Input) -> TokenStream {
    let krate = input.krate();
    let Input { ident, generics, allows, .. } = input;
    let (impl_generics, type_generics) = (generics.declared(), generics.arguments());
    let where_clause = generics.where_clause();
    let Implementation { layout, beside, inherent } = match (&input.body, input.tail()) {
        _ if input.recursion.is_endless() => recursive::without_size(input),
        (Body::Struct(shape, fields), Some(tail)) => tailed::tailed(input, *shape, fields, tail),
        (Body::Struct(shape, fields), None) => structure::structure(input, *shape, fields),
        (Body::Union(fields), _) => structure::union(input, fields),
        (Body::Enum(variants), _) => enumeration::enumeration(input, variants),
    };
    let layout = with_allowed(input, layout);
    let (layout, items) = if checks::run_in_layout(input) {
        let checks = checks::statements(input);
        let layout = quote! {
            const LAYOUT: #krate::TypeLayout = {
                let () = <Self as #krate::Layout>::__CHECKED;
                <Self as #krate::Layout>::__UNCHECKED
            };
            const __CHECKED: () = {
                use #krate::__private as __layout_;
                #checks
            };
            const __UNCHECKED: #krate::TypeLayout = #layout;
        };
        (layout, TokenStream::new())
    } else {
        (quote!(const LAYOUT: #krate::TypeLayout = #layout;), checks::items(input))
    };
    let locked = input.is_locked.then(|| {
        quote!(
            const __IS_LOCKED: ::core::primitive::bool = true;
        )
    });
    let registration = registration::registration(input);
    let inherent = (!inherent.is_empty()).then(|| {
        quote! {
            #[automatically_derived]
            #[allow(dead_code, deprecated, unused_braces, unused_parens)]
            #allows
            impl #impl_generics #ident #type_generics #where_clause { #inherent }
        }
    });
    // SAFETY: sizes, alignments and offsets in it are of the compiler's own making, of the very type
    // and of all of its fields; where it tells none, the expansion has none.
    quote! {
        #[automatically_derived]
        #[allow(dead_code, deprecated, trivial_numeric_casts, unused_braces, unused_parens)]
        #allows
        unsafe impl #impl_generics #krate::Layout for #ident #type_generics #where_clause {
            #layout
            #locked
            #beside
        }
        #inherent
        #items
        #registration

    }
}

/// A layout with the findings that the type allows.
fn with_allowed(input: &Input, layout: TokenStream) -> TokenStream {
    if input.levels.allowed.is_empty() {
        return layout;
    }
    let private = input.krate();
    let private = quote!(#private::__private);
    let allowed = input.levels.allowed.iter().map(|level| {
        let variant = Ident::new(level.finding.variant, Span::call_site());
        quote!(#private::FindingId::#variant)
    });
    quote!(#private::allowing(#layout, &[#(#allowed),*]))
}

/// The same tokens, meaning the same, at another place of the source.
fn relocated(tokens: &TokenStream, place: Span) -> TokenStream {
    let relocate = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.clone().into_iter().map(relocate).collect()
}

/// An expression that names what the derive needs of `layout_core`.
fn with_names(input: &Input, expression: &TokenStream) -> TokenStream {
    let krate = input.krate();
    quote!({
        use #krate::__private::names::*;
        #expression
    })
}

/// A representation as a value of `layout_core::layout::Repr`.
fn repr(repr: Repr) -> TokenStream {
    let mut tokens = match repr.base {
        BaseRepr::Rust => quote!(__layout_::Repr::RUST),
        BaseRepr::C => quote!(__layout_::Repr::C),
        BaseRepr::Transparent => quote!(__layout_::Repr::TRANSPARENT),
    };
    if let Some(int) = repr.int {
        let int = Ident::new(int.variant, Span::call_site());
        tokens.extend(quote!(.tagged(__layout_::IntRepr::#int)));
    }
    if let Some(limit) = repr.packed {
        let limit = Literal::u32_unsuffixed(limit);
        tokens.extend(quote!(.packed(#limit)));
    }
    if let Some(minimum) = repr.align {
        let minimum = Literal::u32_unsuffixed(minimum);
        tokens.extend(quote!(.aligned(#minimum)));
    }
    tokens
}
