use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::known;
use super::{Implementation, recursive, repr, text, with_names};
use crate::attr::{BaseRepr, Repr};
use crate::model::{Field, Input, Variant};

/// The implementation for an enum.
pub(super) fn enumeration(input: &Input, variants: &[Variant]) -> Implementation {
    let krate = input.krate();
    let ty = quote!(#krate::__private::EnumParts);
    let parts = with_names(input, &parts(input, variants));
    let (parts, mut inherent) = recursive::value(input, "__layout_parts", &ty, parts);
    let mut beside = quote!(const __PARTS: #ty = #parts;);
    let payloads = Payloads::new(variants);
    let is_tagged = is_tagged(input.repr, variants);
    // A constant cannot hold a value of a type that has no size.
    let has_values = input.recursion.holds_itself.is_none();
    let is_measured = has_values && !is_tagged && !payloads.0.is_empty();
    let unit = variants.iter().find(|variant| variant.fields.is_empty());
    beside.extend(discriminants(input, variants));
    if has_values {
        beside.extend(sample(input, unit, &payloads));
    }
    if is_measured {
        beside.extend(measured(input, variants, &payloads));
        inherent.extend(fields(input, variants));
    } else {
        beside.extend(visit(input, variants));
    }
    if is_measured || (has_values && unit.is_none() && !variants.is_empty()) {
        inherent.extend(samples(input, &payloads));
    }
    let layout = if is_tagged {
        let count = Literal::usize_unsuffixed(field_count(variants));
        quote!(#krate::__private::tagged::<Self, #count>())
    } else {
        quote!(#krate::__private::untagged::<Self>())
    };
    Implementation { layout, beside, inherent }
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
    let types = fields().map(|it| known::field(&it.ty));
    let krate = input.krate();
    quote! {
        __layout_::parts(
            #name,
            ::core::module_path!(),
            #repr,
            #tag,
            #variant_text,
            #field_text,
            &[#(#types),*],
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

/// The variants with fields.
struct Payloads<'a>(Vec<Payload<'a>>);

struct Payload<'a> {
    variant: &'a Variant,
    /// The place of the variant in the declaration.
    index: usize,
    /// The index in the enum of the variant's first field.
    first: usize,
}

impl<'a> Payloads<'a> {
    fn new(variants: &'a [Variant]) -> Self {
        let mut first = 0;
        let mut payloads = Vec::new();
        for (index, variant) in variants.iter().enumerate() {
            if !variant.fields.is_empty() {
                payloads.push(Payload { variant, index, first });
                first += variant.fields.len();
            }
        }
        Self(payloads)
    }

    /// What a search for samples goes through: each variant with its fields, then the fields whose
    /// samples the user gives.
    fn to_search(&self) -> TokenStream {
        let mut given = Vec::new();
        let variants = self.0.iter().map(|Payload { variant, index, first }| {
            let end = first + variant.fields.len();
            let fields = (*first..end).zip(&variant.fields);
            let fields = fields
                .filter(|(_, field)| variant.sample.is_some() || field.sample.is_some())
                .map(|(index, _)| Literal::usize_unsuffixed(index));
            given.extend(fields);
            let [index, first, end] = [*index, *first, end].map(Literal::usize_unsuffixed);
            quote!((#index, #first, #end))
        });
        let variants: Vec<_> = variants.collect();
        quote!(&[#(#variants),*], &[#(#given),*])
    }
}

/// A value of the enum: a variant without fields, if there is one, or the first that can be made.
fn sample(input: &Input, unit: Option<&Variant>, payloads: &Payloads<'_>) -> TokenStream {
    let krate = input.krate();
    match unit {
        Some(Variant { ident, .. }) => quote! {
            const __SAMPLE: #krate::__private::Sample = #krate::__private::sample(Self::#ident {});
        },
        None if payloads.0.is_empty() => TokenStream::new(),
        None => {
            let to_search = payloads.to_search();
            quote!(#krate::__private::first_sample!(#to_search);)
        }
    }
}

/// The offsets as values tell them, one of each variant whose fields have samples; and the method that
/// tells the variant of a live value, and where its fields lie.
fn measured(input: &Input, variants: &[Variant], payloads: &Payloads<'_>) -> TokenStream {
    let krate = input.krate();
    let count = Literal::usize_unsuffixed(field_count(variants));
    let to_search = payloads.to_search();
    quote!(#krate::__private::offsets!(#count, #to_search);)
}

/// The function that makes the value of a variant of which samples are given or known, by the place
/// of the variant.
fn samples(input: &Input, payloads: &Payloads<'_>) -> TokenStream {
    let krate = input.krate();
    let values = payloads.0.iter().map(|Payload { variant, index, first }| {
        let index = Literal::usize_unsuffixed(*index);
        if variant.has_given_samples() {
            let value = value(variant, *first);
            return quote!(#index => { #value });
        }
        let (mut members, mut placed) = (TokenStream::new(), TokenStream::new());
        for (index, Field { member, ty, .. }) in (*first..).zip(&variant.fields) {
            let index = Literal::usize_unsuffixed(index);
            if known::is_plain(ty) {
                members.extend(quote!(#member #index,));
            } else {
                let value = known::sampled(ty, &index);
                placed.extend(quote!(#member (#value),));
            }
        }
        let placed = (!placed.is_empty()).then(|| quote!([#placed]));
        let ident = &variant.ident;
        quote!(#index #ident { #members } #placed)
    });
    let from = Ident::new(known::SAMPLES, Span::mixed_site());
    quote!(#krate::__private::samples!(#from #(#values)*);)
}

/// The variant with samples for its fields, those given and others.
fn value(variant: &Variant, first: usize) -> TokenStream {
    let Variant { ident, fields, sample, .. } = variant;
    if let Some(value) = sample {
        return value.clone();
    }
    let values = (first..).zip(fields).map(|(index, Field { member, ty, sample, .. })| {
        let value = match sample {
            Some(value) => value.clone(),
            None => known::sampled(ty, &Literal::usize_unsuffixed(index)),
        };
        quote!(#member: #value)
    });
    quote!(Self::#ident { #(#values),* })
}

/// The function that tells the variant of a value, and where its fields lie.
fn fields(input: &Input, variants: &[Variant]) -> TokenStream {
    let krate = input.krate();
    let most = variants.iter().map(|variant| variant.fields.len()).max().unwrap_or(0);
    let most = Literal::usize_unsuffixed(most);
    let arms = variants.iter().enumerate().map(|(index, Variant { ident, fields, .. })| {
        let index = Literal::usize_unsuffixed(index);
        let bound = fields.iter().enumerate().map(|(index, Field { member, .. })| {
            let name = format_ident!("__field{index}", span = Span::mixed_site());
            quote!(#member #name,)
        });
        quote!(#index #ident { #(#bound)* })
    });
    quote!(#krate::__private::fields_of_variants!(#most, #(#arms)*);)
}

/// The method that tells the variant of a live value, whose fields' offsets are known.
fn visit(input: &Input, variants: &[Variant]) -> TokenStream {
    if variants.is_empty() {
        return TokenStream::new();
    }
    let krate = input.krate();
    let idents = variants.iter().map(|variant| &variant.ident);
    let indices = (0..).map(Literal::usize_unsuffixed);
    quote!(#krate::__private::visit!(#(#indices #idents)*);)
}
