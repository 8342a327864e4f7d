use proc_macro2::TokenStream;
use quote::quote;

use super::known::known;
use super::{Implementation, repr, text, with_names};
use crate::model::{Field, Input, Shape};
use crate::tail::Tail;
use crate::type_tokens::{Form, TypeTokens};

/// The implementation for a struct that is not sized.
pub(super) fn tailed(input: &Input, shape: Shape, fields: &[Field], tail: Tail) -> Implementation {
    let krate = input.krate();
    let offsets = offsets(fields, tail);
    let beside = quote! {
        const __OFFSETS: &'static [::core::primitive::usize] = &{
            use #krate::__private as __layout_;
            #offsets
        };
    };
    let layout = with_names(input, &layout(input, shape, fields, tail));
    Implementation { layout, beside, inherent: TokenStream::new() }
}

fn layout(input: &Input, shape: Shape, fields: &[Field], tail: Tail) -> TokenStream {
    let (name, repr) = (input.name(), repr(input.repr));
    let entries = text::fields(fields);
    let kind = if shape == Shape::Tuple { quote!(TupleStruct) } else { quote!(Struct) };
    let Some((last, prefix)) = fields.split_last() else { return TokenStream::new() };
    let prefix = prefix.iter().map(|field| known(&field.ty, "__FIELD"));
    let last = tail_type(&last.ty, tail);
    let empty = quote!(__layout_::EMPTY_TAIL as *const Self);
    let size_align = match tail {
        Tail::Unknown => quote!(__layout_::thin_size_align::<Self>()),
        // SAFETY: the pointer is to memory for the value; where a type asks for more than there is,
        // the evaluation stops with an error.
        Tail::Slice => quote!(unsafe { __layout_::size_align(#empty) }),
    };
    quote! {
        __layout_::tailed::<Self>(
            __layout_::Kind::#kind,
            #name,
            ::core::module_path!(),
            #repr,
            #entries,
            &[#(#prefix,)* #last],
            #size_align,
        )
    }
}

/// What is known of the tail's type.
fn tail_type(ty: &TypeTokens, tail: Tail) -> TokenStream {
    match (ty.form(), tail) {
        (Form::Slice(element), _) => known(&element, "__SLICE"),
        (_, Tail::Slice) => known(ty, "__FIELD"),
        (_, Tail::Unknown) => quote!(__layout_::unknown_tail::<#ty>()),
    }
}

/// The offsets of the fields, the tail last.
fn offsets(fields: &[Field], tail: Tail) -> TokenStream {
    let Some((last, prefix)) = fields.split_last() else { return TokenStream::new() };
    let prefix = prefix.iter().map(|field| &field.member);
    let prefix = quote!(#(::core::mem::offset_of!(Self, #prefix),)*);
    let member = &last.member;
    match tail {
        // SAFETY: in both, the second pointer is to a field of what the first one points to.
        Tail::Unknown => quote! {
            let __tail = match __layout_::thin::<Self>() {
                ::core::option::Option::Some(__value) => unsafe {
                    __layout_::tail_offset(__value, &raw const (*__value).#member as *const ())
                },
                ::core::option::Option::None => __layout_::UNKNOWN_OFFSET,
            };
            [#prefix __tail]
        },
        // SAFETY: as above; `EMPTY_TAIL` points to memory for the value.
        Tail::Slice => quote! {
            let __empty = __layout_::EMPTY_TAIL as *const Self;
            [#prefix unsafe {
                __layout_::tail_offset(__empty, &raw const (*__empty).#member as *const ())
            }]
        },
    }
}
