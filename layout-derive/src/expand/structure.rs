use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::checks;
use crate::attr::{BaseRepr, Repr};
use crate::model::{Field, Shape, Struct};

/// The implementation of `Layout` for a struct, and its checks.
pub(super) fn expand(input: &Struct) -> TokenStream {
    let krate = input.krate();
    let Struct { ident, generics, .. } = input;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let mut layout = layout(input);
    let mut items = TokenStream::new();
    if checks::run_in_layout(input) {
        let checks = checks::statements(input, &quote!(__checked));
        layout = quote!(let __checked = #layout; #checks __checked);
    } else {
        items = checks::items(input);
    }
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        unsafe impl #impl_generics #krate::Layout for #ident #type_generics #where_clause {
            const LAYOUT: #krate::TypeLayout = {
                use #krate::__private as __layout;
                use __layout::Unknown as _;
                #layout
            };
        }
        #items
    }
}

/// The value of `LAYOUT`.
fn layout(input: &Struct) -> TokenStream {
    let name = input.name();
    let repr = repr(input.repr);
    let constructor = match input.shape {
        Shape::Named => quote!(named),
        Shape::Tuple => quote!(tuple),
        Shape::Unit => {
            return quote!(__layout::unit::<Self>(#name, ::core::module_path!(), #repr));
        }
    };
    let lines = lines(&input.fields);
    let types = input.fields.iter().map(|field| &field.ty);
    let members = input.fields.iter().map(|field| &field.member);
    quote! {
        __layout::#constructor::<Self>(
            #name,
            ::core::module_path!(),
            #repr,
            #lines,
            &[#(__layout::Known::<#types>::FIELD),*],
            &[#(::core::mem::offset_of!(Self, #members)),*],
        )
    }
}

/// A line `name: type` for each field: one literal costs the user less than two for each.
fn lines(fields: &[Field]) -> String {
    let mut lines = String::new();
    for field in fields {
        lines.push_str(&field.name);
        lines.push_str(": ");
        // A literal within a type may hold a line break, which must not count.
        lines.extend(field.type_text.chars().map(|char| if char == '\n' { ' ' } else { char }));
        lines.push('\n');
    }
    lines
}

fn repr(repr: Repr) -> TokenStream {
    let mut tokens = match repr.base {
        BaseRepr::Rust => quote!(__layout::Repr::RUST),
        BaseRepr::C => quote!(__layout::Repr::C),
        BaseRepr::Transparent => quote!(__layout::Repr::TRANSPARENT),
    };
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
