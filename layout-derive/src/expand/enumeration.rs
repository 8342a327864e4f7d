use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Implementation, repr, text, with_names};
use crate::attr::{BaseRepr, Repr};
use crate::model::{Field, Input, Variant};

/// The implementation for an enum.
pub(super) fn enumeration(input: &Input, variants: &[Variant]) -> Implementation {
    let krate = input.krate();
    let parts = with_names(input, &parts(input, variants));
    let parts = quote!(const __PARTS: #krate::__private::EnumParts = #parts;);
    let beside =
        [parts, discriminants(input, variants), sample(input, variants), visit(input, variants)];
    let mut beside: TokenStream = beside.into_iter().collect();
    let count = Literal::usize_unsuffixed(field_count(variants));
    if is_tagged(input.repr, variants) {
        return Implementation {
            layout: quote!(#krate::__private::tagged::<Self, #count>()),
            beside,
        };
    }
    if field_count(variants) > 0 {
        let steps = offset_steps(variants);
        beside.extend(quote! {
            const __OFFSETS: &'static [::core::primitive::usize] = &{
                use #krate::__private as __layout_;
                let mut __offsets = __layout_::deduced::<Self, #count>();
                #steps
                __offsets
            };
        });
    }
    Implementation { layout: quote!(#krate::__private::untagged::<Self>()), beside }
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
    let krate = input.krate();
    quote! {
        __layout_::parts(
            #name,
            ::core::module_path!(),
            #repr,
            #tag,
            #variant_text,
            #field_text,
            &[#(__layout_::Known::<#types>::__FIELD),*],
            <Self as #krate::Layout>::__DISCRIMINANTS,
        )
    }
}

/// The discriminants that are written down. They are expressions of the tag's type.
fn discriminants(input: &Input, variants: &[Variant]) -> TokenStream {
    let krate = input.krate();
    let int = Ident::new(input.repr.int.map_or("isize", |int| int.name), Span::call_site());
    let mut pairs = TokenStream::new();
    for (index, variant) in variants.iter().enumerate() {
        if let Some(value) = &variant.discriminant {
            let index = Literal::usize_unsuffixed(index);
            pairs.extend(quote!((#index, #krate::__private::discriminant::#int(#value)),));
        }
    }
    if pairs.is_empty() {
        return pairs;
    }
    quote!(const __DISCRIMINANTS: #krate::__private::Discriminants = &[#pairs];)
}

/// The size and alignment of the tag, where the layout is defined.
fn tag(repr: Repr, variants: &[Variant]) -> TokenStream {
    if !is_tagged(repr, variants) {
        return quote!(::core::option::Option::None);
    }
    if let Some(int) = repr.int {
        let int = Ident::new(int.name, Span::call_site());
        return quote!(__layout_::tag::<::core::primitive::#int>());
    }
    // The tag of `repr(C)` is as large as C's enum of the same values, which the compiler knows.
    let variants = variants.iter().map(|variant| {
        let (ident, value) = (&variant.ident, variant.discriminant.iter());
        quote!(#ident #(= #value)*)
    });
    quote!({
        #[repr(C)]
        enum __Tag { #(#variants),* }
        __layout_::tag::<__Tag>()
    })
}

/// A value of the enum: a variant without fields, if there is one, or the first that can be made.
fn sample(input: &Input, variants: &[Variant]) -> TokenStream {
    if variants.is_empty() {
        return TokenStream::new();
    }
    let krate = input.krate();
    let value = match variants.iter().find(|variant| variant.fields.is_empty()) {
        Some(Variant { ident, .. }) => quote!(#krate::__private::sample(Self::#ident {})),
        None => {
            let mut first = 0;
            // Some are enough: if none of them can be made, the others are likely of the same sort.
            let candidates = variants.iter().take(8).map(|Variant { ident, fields, .. }| {
                let from = Literal::usize_unsuffixed(first);
                let indices = (first..).map(Literal::usize_unsuffixed);
                first += fields.len();
                let to = Literal::usize_unsuffixed(first);
                let members = fields.iter().map(|field| &field.member);
                quote!([#from..#to] #ident { #(#members #indices,)* })
            });
            let candidates: TokenStream = candidates.collect();
            quote!(#krate::__private::first_sample!(#candidates))
        }
    };
    quote!(const __SAMPLE: #krate::__private::Sample = #value;)
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
            __layout_::measure!(__offsets[#from] #value => #ident { #(#bound,)* });
        });
    }
    let given = fields.iter().enumerate().filter(|(_, field)| field.sample.is_some());
    let given: Vec<_> = given.map(|(index, _)| Literal::usize_unsuffixed(first + index)).collect();
    if given.is_empty() {
        let indices = (first..).map(Literal::usize_unsuffixed);
        return quote!(__layout_::measure!(__offsets[#from..#to] #ident { #(#bound #indices,)* }););
    }
    // A sample that is given takes the place of one that need not be known.
    let value = value(ident, fields, first);
    quote! {
        if __layout_::has_samples::<Self>(#from, #to, &[#(#given),*]) {
            __layout_::measure!(__offsets[#from] #value => #ident { #(#bound,)* });
        }
    }
}

/// The variant with samples for its fields, those given and others.
fn value(ident: &Ident, fields: &[Field], first: usize) -> TokenStream {
    let values = fields.iter().enumerate().map(|(index, Field { member, sample, .. })| {
        let index = Literal::usize_unsuffixed(first + index);
        match sample {
            Some(value) => quote!(#member: #value),
            // SAFETY: as in `__measure` of `layout_core::__private`, where this is for all fields.
            None => quote!(#member: unsafe { __layout_::sampled::<Self, _>(#index) }),
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
        let name = format_ident!("__field{index}", span = Span::mixed_site());
        quote!(#member #name)
    });
    bound.collect()
}
