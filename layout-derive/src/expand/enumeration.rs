use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Expr;

use super::{Implementation, repr, text};
use crate::attr::{BaseRepr, Int, Repr};
use crate::model::{Field, Input, Shape, Variant};

/// The implementation for an enum.
pub(super) fn enumeration(input: &Input, variants: &[Variant]) -> Implementation {
    let krate = input.krate();
    let parts = parts(input, variants);
    let parts = quote! {
        const __PARTS: #krate::__private::EnumParts = {
            use #krate::__private::{self as __layout_core, Unknown as _};
            #parts
        };
    };
    let visit = visit(input, variants);
    let parts = quote!(#parts #visit);
    let sample = sample(variants);
    let count = field_count(variants);
    if is_tagged(input.repr, variants) {
        let layout = quote!(__layout_core::tagged::<Self, #count>(#sample));
        return Implementation { layout, beside: parts };
    }
    let layout = quote!(__layout_core::untagged::<Self>(#sample));
    let count = Literal::usize_unsuffixed(count);
    if field_count(variants) == 0 {
        return Implementation { layout, beside: parts };
    }
    let steps = offset_steps(variants);
    let offsets = quote! {
        const __OFFSETS: &'static [::core::primitive::usize] = &{
            use #krate::__private as __layout_core;
            let mut __offsets = __layout_core::deduced::<Self, #count>();
            #steps
            __offsets
        };
    };
    Implementation { layout, beside: quote!(#parts #offsets) }
}

/// Whether the layout of the enum is defined, and so begins with a tag.
fn is_tagged(repr: Repr, variants: &[Variant]) -> bool {
    !variants.is_empty() && (repr.int.is_some() || repr.base == BaseRepr::C)
}

fn field_count(variants: &[Variant]) -> usize {
    variants.iter().map(|variant| variant.fields.len()).sum()
}

fn parts(input: &Input, variants: &[Variant]) -> TokenStream {
    let (name, repr) = (input.name(), repr(input.repr));
    let tag = tag(input.repr, variants);
    let fields = || variants.iter().flat_map(|variant| &variant.fields);
    let (variant_text, field_text) = (text::variants(variants), text::fields(fields()));
    let types = fields().map(|field| &field.ty);
    let discriminants = variants.iter().enumerate().filter_map(|(index, variant)| {
        let value = discriminant(input.repr.int, variant.discriminant.as_ref()?);
        Some(quote!((#index, #value)))
    });
    quote! {
        __layout_core::parts(
            #name,
            ::core::module_path!(),
            #repr,
            #tag,
            #variant_text,
            #field_text,
            &[#(__layout_core::Known::<#types>::__FIELD),*],
            &[#(#discriminants),*],
        )
    }
}

/// The value of an explicit discriminant, which has the type of the tag.
fn discriminant(int: Option<Int>, value: &Expr) -> TokenStream {
    let int = Ident::new(int.map_or("isize", |int| int.name), Span::call_site());
    quote!(__layout_core::discriminant::#int(#value))
}

/// The size and alignment of the tag, where the layout is defined.
fn tag(repr: Repr, variants: &[Variant]) -> TokenStream {
    if !is_tagged(repr, variants) {
        return quote!(::core::option::Option::None);
    }
    if let Some(int) = repr.int {
        let int = Ident::new(int.name, Span::call_site());
        return quote!(__layout_core::tag::<::core::primitive::#int>());
    }
    // The tag of `repr(C)` is as large as C's enum of the same values, which the compiler knows.
    let variants = variants.iter().map(|variant| {
        let (ident, value) = (&variant.ident, variant.discriminant.iter());
        quote!(#ident #(= #value)*)
    });
    quote!({
        #[repr(C)]
        #[allow(dead_code)]
        enum __Tag { #(#variants),* }
        __layout_core::tag::<__Tag>()
    })
}

/// A value of the enum, for enums that hold one: a variant without fields, if there is one.
fn sample(variants: &[Variant]) -> TokenStream {
    match variants.iter().find(|variant| variant.shape == Shape::Unit) {
        Some(Variant { ident, .. }) => quote!(&__layout_core::sample(Self::#ident)),
        None => quote!(__layout_core::NO_SAMPLE),
    }
}

/// Statements that make a value of each variant and set the offsets of its fields in it.
fn offset_steps(variants: &[Variant]) -> TokenStream {
    let mut first = 0;
    let mut steps = TokenStream::new();
    for variant in variants.iter().filter(|variant| !variant.fields.is_empty()) {
        steps.extend(offset_step(variant, first));
        first += variant.fields.len();
    }
    steps
}

/// The statement for the variant whose first field is the one of that index in the enum.
fn offset_step(variant: &Variant, first: usize) -> TokenStream {
    let Variant { ident, fields, .. } = variant;
    let (from, to) = (Literal::usize_unsuffixed(first), first + fields.len());
    let to = Literal::usize_unsuffixed(to);
    let bound = bound(fields);
    if let Some(value) = &variant.sample {
        return quote!({
            __layout_core::measure!(__offsets[#from] #value => #ident { #(#bound,)* });
        });
    }
    let given = fields.iter().enumerate().filter(|(_, field)| field.sample.is_some());
    let given: Vec<_> = given.map(|(index, _)| Literal::usize_unsuffixed(first + index)).collect();
    if given.is_empty() {
        let indices = (first..).map(Literal::usize_unsuffixed);
        return quote!(__layout_core::measure!(__offsets[#from..#to] #ident { #(#bound #indices,)* }););
    }
    // A sample that is given takes the place of one that need not be known.
    let value = value(ident, fields, first);
    quote! {
        if __layout_core::has_samples::<Self>(#from, #to, &[#(#given),*]) {
            __layout_core::measure!(__offsets[#from] #value => #ident { #(#bound,)* });
        }
    }
}

/// The variant with samples for its fields, those given and others.
fn value(ident: &Ident, fields: &[Field], first: usize) -> TokenStream {
    let values = fields.iter().enumerate().map(|(index, Field { member, sample, .. })| {
        let index = Literal::usize_unsuffixed(first + index);
        match sample {
            Some(value) => quote!(#member: #value),
            None => quote!(#member: unsafe { __layout_core::sampled::<Self, _>(#index) }),
        }
    });
    quote!(Self::#ident { #(#values),* })
}

/// The method that tells the variant of a live value, and where its fields lie.
fn visit(input: &Input, variants: &[Variant]) -> TokenStream {
    let krate = input.krate();
    let arms = variants.iter().enumerate().map(|(index, Variant { ident, fields, .. })| {
        let index = Literal::usize_unsuffixed(index);
        let bound = bound(fields);
        quote!(#index #ident { #(#bound,)* })
    });
    quote! {
        #[inline]
        fn __visit_variant(&self, __visit: #krate::__private::Visit<'_>) {
            #krate::__private::visit!(self __visit #(#arms)*)
        }
    }
}

/// The fields of a variant, each with a name that no other item has.
fn bound(fields: &[Field]) -> Vec<TokenStream> {
    let bound = fields.iter().enumerate().map(|(index, Field { member, .. })| {
        let name = format_ident!("__{index}", span = Span::mixed_site());
        quote!(#member #name)
    });
    bound.collect()
}
