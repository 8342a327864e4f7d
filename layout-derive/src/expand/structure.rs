use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::known::known;
use super::{repr, text};
use crate::model::{Field, Input, Shape};

/// The value of a struct's `LAYOUT`.
pub(super) fn structure(input: &Input, shape: Shape, fields: &[Field]) -> TokenStream {
    match shape {
        Shape::Named => described("named", input, fields),
        Shape::Tuple => described("tuple", input, fields),
        Shape::Unit => {
            let (name, repr) = (input.name(), repr(input.repr));
            quote!(__layout_::unit::<Self>(#name, ::core::module_path!(), #repr))
        }
    }
}

/// The value of a union's `LAYOUT`.
pub(super) fn union(input: &Input, fields: &[Field]) -> TokenStream {
    described("union", input, fields)
}

/// A call of the function of `layout_core::__private` for a type with fields.
fn described(function: &str, input: &Input, fields: &[Field]) -> TokenStream {
    let function = Ident::new(function, Span::call_site());
    let (name, repr) = (input.name(), repr(input.repr));
    let entries = text::fields(fields);
    let types = fields.iter().map(|field| known(&field.ty, "__FIELD"));
    let members = fields.iter().map(|field| &field.member);
    quote! {
        __layout_::#function::<Self>(
            #name,
            ::core::module_path!(),
            #repr,
            #entries,
            &[#(#types),*],
            &[#(::core::mem::offset_of!(Self, #members)),*],
        )
    }
}
