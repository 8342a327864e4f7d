use proc_macro2::{Ident, Span};
use quote::quote;

use super::known;
use super::{Implementation, recursive, repr, text, with_names};
use crate::model::{Field, Input, Shape};

/// The implementation for a struct.
pub(super) fn structure(input: &Input, shape: Shape, fields: &[Field]) -> Implementation {
    match shape {
        Shape::Named => described("named", input, fields),
        Shape::Tuple => described("tuple", input, fields),
        Shape::Unit => {
            let (name, repr) = (input.name(), repr(input.repr));
            let layout = quote!(__layout_::unit::<Self>(#name, ::core::module_path!(), #repr));
            recursive::layout(input, with_names(input, &layout))
        }
    }
}

/// The implementation for a union.
pub(super) fn union(input: &Input, fields: &[Field]) -> Implementation {
    described("union", input, fields)
}

/// A call of the function of `layout_core::__private` for a type with fields, and where these lie.
fn described(function: &str, input: &Input, fields: &[Field]) -> Implementation {
    let function = Ident::new(function, Span::call_site());
    let (name, repr) = (input.name(), repr(input.repr));
    let entries = text::fields(fields);
    let types = fields.iter().map(|it| known::field(&it.ty));
    let layout = quote! {
        __layout_::#function::<Self>(
            #name,
            ::core::module_path!(),
            #repr,
            #entries,
            &[#(#types),*],
        )
    };
    let (krate, members) = (input.krate(), fields.iter().map(|field| &field.member));
    let beside = quote!(#krate::__private::offsets_of!(#(#members)*););
    Implementation { beside, ..recursive::layout(input, with_names(input, &layout)) }
}
