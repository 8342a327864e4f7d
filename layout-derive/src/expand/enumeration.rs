use std::fmt::Write;

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use quote::quote;
use syn::Lit;

use super::known::{self, FOUND, FieldTypes};
use super::out::{Out, word};
use super::{Implementation, push_name, repr, text, with_names};
use crate::attr::{BaseRepr, Int, Repr};
use crate::model::may_hold_others;
use crate::model::{Field, Input, Variant, fields_of};
use crate::tokens::{flattened, is_punct};
use crate::type_tokens::TypeTokens;

/// The implementation for an enum.
pub(super) fn enumeration(input: &Input, variants: &[Variant]) -> Implementation {
    let count = variants.iter().map(|variant| variant.fields.len()).sum();
    let is_tagged = is_tagged(input.repr, variants);
    // What holds a `str` is refused, or that is sized all the same: then its values are not looked at.
    let has_unsized = variants
        .iter()
        .flat_map(|it| &it.fields)
        .any(|field| known::is_seldom_sized(input, &field.ty));
    let is_measured = !is_tagged && !variants.is_empty();
    let is_live = is_measured && !has_unsized;
    let mut layout = Out::krate(input);
    let mut beside = Out::default();
    let mut inherent = Out::default();
    if is_tagged {
        let _ = write!(layout, "::__private::tagged::<Self, {count}>()");
    } else {
        layout.push("::__private::untagged::<Self>()");
    }
    push_parts(&mut beside, input, variants, is_live);
    push_discriminants(&mut beside, input, variants);
    if is_live {
        // A constant cannot hold a value of a type that has no size.
        if input.recursion.holds_itself.is_none() {
            push_measured(&mut beside, &mut inherent, input, variants, count);
        }
        push_live(&mut inherent, input, variants);
    } else if is_measured {
        push_unmeasured(&mut beside, input, count);
    }
    Implementation { layout, beside, inherent }
}

/// Whether the layout of the enum is defined, and so begins with a tag.
fn is_tagged(repr: Repr, variants: &[Variant]) -> bool {
    !variants.is_empty() && (repr.int.is_some() || repr.base == BaseRepr::C)
}

/// What is written down of the enum.
fn push_parts(out: &mut Out, input: &Input, variants: &[Variant], is_live: bool) {
    let fields = fields_of(variants);
    let types = FieldTypes::new(input, &fields);
    let mut arguments = Out::default();
    push_name(&mut arguments, input);
    let _ = write!(
        arguments,
        "{}, {:?}, {:?}, ",
        repr(input.repr),
        text::variants(variants),
        text::fields(&fields)
    );
    types.push_to(&mut arguments);
    let mut parts = Out::text("__layout_::tagged_parts");
    if is_live {
        arguments.push(", Self::__layout_fields");
        parts = Out::text("__layout_::parts");
    }
    parts.group(Delimiter::Parenthesis, arguments);
    out.push("const __PARTS: ");
    out.push_out(&Out::krate(input));
    out.push("::__private::EnumParts = ");
    out.push_out(&with_names(input, &parts));
    out.push("; ");
    types.push_constant(input, out);
}

/// The discriminants that are written down. They are expressions of the tag's type; where one may fail, it is
/// asked of a value of the variant, if that has no fields: what is wrong with it is told once then.
fn push_discriminants(out: &mut Out, input: &Input, variants: &[Variant]) {
    let is_tagged = is_tagged(input.repr, variants);
    let mut values = Out::default();
    let mut may_fail = false;
    for (index, variant) in variants.iter().enumerate() {
        let Some(value) = &variant.discriminant else { continue };
        let mut pair = Out::text(&format!("{index}, "));
        // A variant of which a value is made counts as made, also where none is by the program.
        let is_repeated = !variant.fields.is_empty()
            || is_number(input.repr, value)
            || is_tagged && is_of_names(input.repr, value);
        if is_repeated {
            may_fail |= !is_number(input.repr, value) && !is_of_names(input.repr, value);
            pair.push_stream(value.clone());
        } else {
            pair.push_out(&Out::krate(input));
            let word = variant_word(variant);
            let _ = write!(pair, "::__private::discriminant_of(Self::{word} {{}})");
        }
        values.group(Delimiter::Parenthesis, pair);
        values.push(", ");
    }
    if values.is_empty() {
        return;
    }
    let int = input.repr.int.map_or("Isize", |int| int.variant);
    let mut list = Out::text("values: &");
    list.group(Delimiter::Bracket, values);
    if may_fail {
        // The compiler says so of the declaration.
        out.push("#[allow(arithmetic_overflow, unconditional_panic)] ");
    }
    out.push("const __DISCRIMINANTS: ");
    out.push_out(&Out::krate(input));
    out.push("::__private::Discriminants = ");
    out.push_out(&Out::krate(input));
    let _ = write!(out, "::__private::Discriminants::{int} ");
    out.group(Delimiter::Brace, list);
    out.push("; ");
}

/// Whether an expression is a number that the type of the discriminants has, or the negative of one.
fn is_number(repr: Repr, expression: &TokenStream) -> bool {
    let mut tokens = flattened(expression.clone()).into_iter();
    let mut first = tokens.next();
    let is_negative = is_punct(first.as_ref(), '-');
    if is_negative {
        first = tokens.next();
    }
    let (Some(TokenTree::Literal(literal)), None) = (first, tokens.next()) else { return false };
    let is_unsigned = repr.int.is_some_and(Int::is_unsigned);
    is_in_range(repr, literal) && !(is_negative && is_unsigned)
}

/// Whether the type of the discriminants has that number on every target.
fn is_in_range(repr: Repr, literal: Literal) -> bool {
    let greatest = repr.int.map_or(i32::MAX.unsigned_abs().into(), Int::greatest);
    match Lit::new(literal) {
        Lit::Int(literal) => literal.base10_parse::<u128>().is_ok_and(|number| number <= greatest),
        _ => true,
    }
}

/// Whether an expression is of names and bits alone: it may be of another type, but its evaluation does not fail.
fn is_of_names(repr: Repr, expression: &TokenStream) -> bool {
    let mut tokens = flattened(expression.clone()).into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_plain = match token {
            TokenTree::Ident(_) => true,
            TokenTree::Literal(literal) => is_in_range(repr, literal),
            TokenTree::Punct(mark) if mark.as_char() == '<' => {
                tokens.next_if(|token| is_punct(Some(token), '<')).is_some()
                    && tokens.peek().is_some_and(is_octal_digit)
            }
            TokenTree::Punct(mark) => "|&^!:".contains(mark.as_char()),
            TokenTree::Group(_) => false,
        };
        if !is_plain {
            return false;
        }
    }
    true
}

/// Whether a number is fewer bits than each integer type has.
fn is_octal_digit(token: &TokenTree) -> bool {
    matches!(token.to_string().as_bytes(), [b'0'..=b'7'])
}

/// What samples of the variants tell, and one of them: those of variants with fields, and of the first
/// without, which are all made in one place, whose variant a loop around it chooses.
fn push_measured(
    out: &mut Out,
    inherent: &mut Out,
    input: &Input,
    variants: &[Variant],
    count: usize,
) {
    let mut given = String::new();
    let mut arms = Out::default();
    let mut has_unit = false;
    let mut first = 0;
    for (index, variant) in variants.iter().enumerate() {
        if variant.fields.is_empty() && std::mem::replace(&mut has_unit, true) {
            continue;
        }
        let _ = write!(arms, "{index} => ");
        push_sample(&mut arms, variant, first, &mut given);
        arms.push(", ");
        first += variant.fields.len();
    }
    let measured = |beginning: &str| {
        let mut call = Out::krate(input);
        call.push("::__private::measured!");
        let mut arguments = Out::text(&format!("{beginning}, [{given}], {FOUND} "));
        arguments.group(Delimiter::Brace, arms.clone());
        call.group(Delimiter::Parenthesis, arguments);
        call
    };
    if is_small(input, variants) {
        out.push_out(&measured(&format!("{count}, {FEW}")));
        out.push("; ");
        return;
    }
    out.push_out(&Out::krate(input));
    out.push("::__private::measured!(of __layout_measured); ");
    // Only a constant may call it: what it makes is a value by the library's knowledge of its fields.
    inherent.push("#[allow(unreachable_code, unused_braces, unused_parens)] ");
    inherent.push("const unsafe fn __layout_measured<const __LAYOUT_WORDS: ");
    inherent.push_out(&Out::krate(input));
    inherent.push("::__private::usize>() -> ");
    inherent.push_out(&Out::krate(input));
    let _ = write!(inherent, "::__private::Measurements<{count}, __LAYOUT_WORDS> ");
    inherent.group(Delimiter::Brace, measured(&format!("@of {count}, __LAYOUT_WORDS")));
}

/// The same of an enum of which no sample is made.
fn push_unmeasured(out: &mut Out, input: &Input, count: usize) {
    let krate = input.krate();
    out.push_stream(quote! {
        const __MEASURED: *const #krate::__private::Measured =
            &#krate::__private::unmeasured::<#count>() as *const _ as *const #krate::__private::Measured;
    });
}

/// A value of a variant, the first of whose fields has that index in the enum.
fn push_sample(out: &mut Out, variant: &Variant, first: usize, given: &mut String) {
    let push_given = |given: &mut String, index| {
        let _ = write!(given, "{index}, ");
    };
    if let Some(value) = &variant.sample {
        (first..).zip(&variant.fields).for_each(|(index, _)| push_given(given, index));
        out.push_stream(value.clone());
        return;
    }
    let mut values = Out::default();
    for (index, Field { member, ty, sample, .. }) in (first..).zip(&variant.fields) {
        let _ = write!(values, "{}: ", word(member));
        match sample {
            Some(value) => {
                push_given(given, index);
                values.push_stream(value.clone());
            }
            None => values.push_out(&known::sampled(ty, index)),
        }
        values.push(", ");
    }
    let _ = write!(out, "Self::{} ", variant_word(variant));
    out.group(Delimiter::Brace, values);
}

/// The words that hold five fields of any type that [`may_hold_others`] says is of `std`, and a tag.
const FEW: usize = 16;

/// Whether a value is seen to take no more than [`FEW`] words, or nothing else may ask for its size.
fn is_small(input: &Input, variants: &[Variant]) -> bool {
    // Arrays and tuples may be of any size.
    let is_small_field = |ty: &TypeTokens| {
        !may_hold_others(ty) && !ty.tokens().iter().any(|it| matches!(it, TokenTree::Group(_)))
    };
    let is_small = |variant: &Variant| {
        variant.fields.len() <= 4 && variant.fields.iter().all(|it| is_small_field(&it.ty))
    };
    !input.generics.has_only_lifetimes() || variants.iter().all(is_small)
}

/// The function that tells the variant of a value, and where its fields lie.
fn push_live(out: &mut Out, input: &Input, variants: &[Variant]) {
    let most = variants.iter().map(|variant| variant.fields.len()).max().unwrap_or(0);
    let mut body = Out::text("use ");
    body.push_out(&Out::krate(input));
    body.push("::__private as __layout_; match self ");
    let mut arms = Out::default();
    for (index, variant) in variants.iter().enumerate() {
        let fields = &variant.fields;
        let _ = write!(arms, "Self::{} {{ ", variant_word(variant));
        for (number, field) in fields.iter().enumerate() {
            let _ = write!(arms, "{}: __layout_{number}, ", word(&field.member));
        }
        // A function of the fields' types would be one more place where the compiler tells what these lack.
        if most <= 8 && !fields.iter().any(|field| known::may_lack_something(&field.ty)) {
            let _ = write!(arms, "}} => __layout_::at{}({index}", fields.len());
            (0..fields.len()).for_each(|number| {
                let _ = write!(arms, ", __layout_{number}");
            });
            arms.push("), ");
        } else {
            let _ = write!(arms, "}} => __layout_::at({index}, [");
            (0..fields.len()).for_each(|number| {
                let _ = write!(arms, "&raw const *__layout_{number} as *const (), ");
            });
            arms.push("]), ");
        }
    }
    body.group(Delimiter::Brace, arms);
    // Without code of its own in the user's crate unless it is called.
    out.push("#[inline] const fn __layout_fields(&self) -> ");
    out.push_out(&Out::krate(input));
    if most <= 8 {
        out.push("::__private::Eight ");
    } else {
        let _ = write!(out, "::__private::LiveOf<{most}> ");
    }
    out.group(Delimiter::Brace, body);
}

pub(super) fn variant_word(variant: &Variant) -> String {
    word(&TokenTree::from(variant.ident.clone()))
}
