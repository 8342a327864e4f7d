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
    let layout = layout(input);
    let import = quote!(use #krate::__private as __layout;);
    let unchecked = quote! {
        #krate::TypeLayout = {
            #import
            use __layout::Unknown as _;
            #layout
        };
    };
    let (consts, items) = if checks::run_in_layout(input) {
        let checks = checks::statements(input);
        let layout = quote!(#krate::TypeLayout = { #import #checks Self::UNCHECKED };);
        (quote!(const LAYOUT: #layout const UNCHECKED: #unchecked), TokenStream::new())
    } else {
        (quote!(const LAYOUT: #unchecked), checks::items(input))
    };
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        unsafe impl #impl_generics #krate::Layout for #ident #type_generics #where_clause {
            #consts
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
    let entries: String = input.fields.iter().map(entry).collect();
    let types = input.fields.iter().map(|field| &field.ty);
    let members = input.fields.iter().map(|field| &field.member);
    quote! {
        __layout::#constructor::<Self>(
            #name,
            ::core::module_path!(),
            #repr,
            #entries,
            &[#(__layout::Known::<#types>::FIELD),*],
            &[#(::core::mem::offset_of!(Self, #members)),*],
        )
    }
}

/// The entry of a field in the text of all: a character whose code is the number of bytes that
/// follow, then `name: type`. One literal costs the user less than two for each field.
fn entry(field: &Field) -> String {
    let mut entry = format!("{}: {}", field.name, field.type_text);
    if entry.len() > LONGEST_ENTRY {
        let end =
            (0..=LONGEST_ENTRY - '…'.len_utf8()).rev().find(|&end| entry.is_char_boundary(end));
        entry.truncate(end.unwrap_or_default());
        entry.push('…');
    }
    let header = u32::try_from(entry.len()).ok().and_then(char::from_u32).unwrap_or_default();
    format!("{header}{entry}")
}

/// The codes of characters of up to three bytes have no gap below the surrogates.
const LONGEST_ENTRY: usize = 0xd7ff;

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
