//! Checks, from the grammar's values to calls of the functions of `layout_core::check`.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::known::{ROW, is_seldom_sized, may_lack_something};
use super::out::{self, Out};
use super::{denied, recursive, relocated};
use crate::check::{Check, Extent, FastPath, FieldPath, Names, Operand, SameAs};
use crate::model::{Body, Field, Input, Shape};
use crate::std_types::is_primitive;
use crate::type_text::type_text;
use crate::type_tokens::TypeTokens;
use crate::value::Value;

/// Whether a type's checks are part of its `LAYOUT`: those of a generic type differ from instance to
/// instance, and run for each whose layout is used. Lifetimes make no difference.
pub(super) fn run_in_layout(input: &Input) -> bool {
    let has_none = input.checks.is_empty() && input.levels.denied.is_empty();
    !has_none && !input.generics.has_only_lifetimes()
}

/// The checks of a type as statements, for within its `impl`.
pub(super) fn statements(input: &Input) -> TokenStream {
    let (ty, itself) = (quote!(__layout_::Unchecked<Self>), quote!(Self));
    let (name, discriminant) = (input.name(), Some(discriminant_type(input)));
    let private = quote!(__layout_);
    let target = CheckTarget {
        private: &private,
        marker: Marker::of(input, &ty),
        name: &name,
        discriminant,
    };
    let fast = FastCalls::new(input, &ty, &itself);
    let calls = input.checks.iter().map(|check| match fast.call(check) {
        Some(call) => TokenStream::from_iter(call),
        None => target.call(check),
    });
    let denied = denied::calls(input, &target);
    let krate = input.krate();
    let names = target.names(&input.checks, &quote!(#krate::__private));
    quote!(#names #(#calls;)* #(#denied)*)
}

/// The checks of a type as items of their own.
pub(super) fn items(input: &Input) -> TokenStream {
    let has_none = input.checks.is_empty() && input.levels.denied.is_empty();
    if has_none || input.recursion.is_endless() {
        return TokenStream::new();
    }
    let krate = input.krate();
    let private = quote!(__layout_);
    let concrete = concrete_type(input);
    let (name, discriminant) = (input.name(), Some(discriminant_type(input)));
    let target = CheckTarget {
        private: &private,
        marker: Marker::of(input, &concrete),
        name: &name,
        discriminant,
    };
    let fast = FastCalls::new(input, &concrete, &concrete);
    if let Some(items) = fast.items() {
        return items;
    }
    // Each is a constant of its own, so that each which fails is an error. The first is the constant
    // around the others, as one less costs the user less, and so does one attribute for all.
    let mut calls = input.checks.iter().map(|check| {
        let call = fast.call(check).unwrap_or_else(|| {
            let call = target.call(&check.with_self(&concrete));
            let names = target.names(std::slice::from_ref(check), &private);
            vec![Group::new(Delimiter::Brace, quote!(#names #call)).into()]
        });
        recursive::check(input, call)
    });
    let first = calls.next();
    let head: Vec<TokenTree> = quote!(const _: () =).into_iter().collect();
    let end = TokenTree::from(Punct::new(';', Spacing::Alone));
    let mut tokens = Vec::new();
    for call in calls {
        tokens.extend(head.iter().cloned());
        tokens.extend(call);
        tokens.push(end.clone());
    }
    tokens.extend(first.into_iter().flatten());
    let checks = TokenStream::from_iter(tokens);
    let denied = denied::calls(input, &target).map(|call| {
        let names = target.names(&[], &private);
        let call = Group::new(Delimiter::Brace, quote!(#names #call));
        let call = recursive::check(input, vec![call.into()]);
        quote!(const _: () = #(#call)*;)
    });
    item(&input.allows, &quote!(use #krate::__private as __layout_; #(#denied)* #checks))
}

/// The type of an enum's discriminants.
fn discriminant_type(input: &Input) -> &'static str {
    input.repr.int.map_or("isize", |int| int.name)
}

/// An item that runs a check.
pub(super) fn item(allows: &TokenStream, call: &TokenStream) -> TokenStream {
    let allowed = allowed();
    quote! {
        #allowed
        #allows
        const _: () = { #call };
    }
}

/// What the compiler is not to say of checks: the user may write parentheses that a function's argument does
/// not need.
pub(super) fn allowed() -> TokenStream {
    quote!(#[allow(deprecated, trivial_numeric_casts, unused_braces, unused_parens)])
}

/// What the checks are made of.
pub(super) struct CheckTarget<'a> {
    /// The path of `layout_core::__private`.
    pub(super) private: &'a TokenStream,
    pub(super) marker: Marker<'a>,
    /// How messages call the type, or the function.
    pub(super) name: &'a str,
    /// The type of the discriminants, if it is known.
    pub(super) discriminant: Option<&'static str>,
}

/// What tells a check its target, by its type.
#[derive(Clone, Copy)]
pub(super) enum Marker<'a> {
    /// A type that is known to be described and sized.
    Described(&'a TokenStream),
    /// A type that may be described or not, and sized or not.
    Probed(&'a TokenStream),
    /// The future of which that function or closure tells.
    Future(&'a Ident),
    /// A type that is not described, of whose fields the compiler tells those that are public.
    Remote(&'a TokenStream),
}

impl<'a> Marker<'a> {
    /// That of a type that the derive describes.
    fn of(input: &Input, ty: &'a TokenStream) -> Self {
        if input.tail().is_some() { Self::Probed(ty) } else { Self::Described(ty) }
    }

    /// The first argument of a call.
    pub(super) fn argument(self, private: &TokenStream, place: Span) -> TokenStream {
        match self {
            Self::Described(ty) => quote_spanned!(place=> #private::PhantomData::<#ty>),
            Self::Probed(ty) | Self::Remote(ty) => {
                quote_spanned!(place=> #private::LayoutProbe::<#ty>::__TARGET)
            }
            Self::Future(marker) => quote!(#marker),
        }
    }
}

impl CheckTarget<'_> {
    /// A check as a call that spans the check from its first to its last token, so that this is what
    /// the compiler shows when the call panics.
    pub(super) fn call(&self, check: &Check) -> TokenStream {
        let name = self.name;
        let Extent { first, last } = check.extent;
        let place = Span::call_site().located_at(first);
        let private = relocated(self.private, first);
        let mut function = check.function();
        match (self.marker, &check.operand) {
            (Marker::Future(_), _) => function.push_str("_of_future"),
            (Marker::Remote(ty), Operand::Field(path)) => {
                return self.call_of_remote(check, ty, path);
            }
            _ => {}
        }
        let marker = self.marker.argument(&private, place);
        let function = Ident::new(&function, place);
        let function = parenthesized(quote_spanned!(place=> #private::#function), first);
        let arguments = self.arguments(check);
        let arguments = parenthesized(quote!(#marker, #name, #arguments), last);
        quote!(#function #arguments)
    }

    /// A check of a public field, which the compiler measures.
    fn call_of_remote(&self, check: &Check, ty: &TokenStream, path: &FieldPath) -> TokenStream {
        let name = self.name;
        let Extent { first, last } = check.extent;
        let place = Span::call_site().located_at(first);
        let private = relocated(self.private, first);
        let function = Ident::new(&format!("{}_of_remote", check.word()), place);
        let function = parenthesized(quote_spanned!(place=> #private::#function), first);
        let (text, names) = (&path.text, path.names());
        let property = Ident::new(check.word(), place);
        let arguments = quote!(#name, #text, #private::of_remote!(#property #ty, #names),);
        let comparison = check.comparison.iter().map(|(operator, value)| {
            let operator = Ident::new(operator.name(), Span::call_site());
            quote!(#private::Op::#operator, #value)
        });
        let arguments = parenthesized(quote!(#arguments #(#comparison)*), last);
        quote!(#function #arguments)
    }

    /// What checks of the type need that may be described or not, as another that they name may be.
    fn names(&self, checks: &[Check], private: &TokenStream) -> TokenStream {
        let is_probed = matches!(self.marker, Marker::Probed(_));
        if is_probed || checks.iter().any(|check| matches!(check.operand, Operand::Other(_))) {
            quote!(use #private::names::*;)
        } else {
            TokenStream::new()
        }
    }

    fn arguments(&self, check: &Check) -> TokenStream {
        let private = self.private;
        let operand = match &check.operand {
            Operand::Whole => TokenStream::new(),
            Operand::Field(path) | Operand::Variant(path) => {
                let path = &path.text;
                quote!(#path,)
            }
            Operand::Fields(paths) => {
                let paths = paths.iter().map(|path| &path.text);
                quote!(&[#(#paths),*],)
            }
            Operand::Other(other) => self.other(other),
            Operand::AddressSpace(space) => {
                let space = Ident::new(space, Span::call_site());
                quote!(#private::AddressSpace::#space,)
            }
        };
        let line_size = check.kind.is_of_lines.then(|| match &check.line_size {
            Some(size) => size.clone(),
            None => quote!(#private::CACHE_LINE),
        });
        let line_size = line_size.into_iter();
        let comparison = check.comparison.iter().map(|(operator, value)| {
            let operator = Ident::new(operator.name(), Span::call_site());
            let value = match check.operand {
                Operand::Variant(_) => self.discriminant(value),
                _ => value.to_token_stream(),
            };
            quote!(#private::Op::#operator, #value)
        });
        let target = check.target.iter().map(|target| {
            let place = target.span();
            let private = relocated(private, place);
            quote_spanned!(place=> #private::targets::#target)
        });
        quote!(#operand #(#target,)* #(#line_size,)* #(#comparison)*)
    }

    /// The type that another is compared with, how messages call it, and how its fields are found.
    fn other(&self, SameAs { other, names, opaque }: &SameAs) -> TokenStream {
        let private = self.private;
        let name = type_text(other);
        let names = match names {
            Names::Positional => quote!(Positional),
            Names::Renamed(pairs) => {
                let pairs = pairs.iter().map(|(path, other)| {
                    let path = &path.text;
                    quote!((#path, #other))
                });
                quote!(Renamed(&[#(#pairs),*]))
            }
        };
        let opaque = opaque.iter().map(|path| &path.text);
        quote! {
            #private::LayoutProbe::<#other>::__TARGET, #name, #private::Names::#names, &[#(#opaque),*]
        }
    }
}

impl CheckTarget<'_> {
    /// The constant that a discriminant is compared with: of the type of the discriminants, if that is
    /// known; or else of any integer type, as a literal of the widest.
    fn discriminant(&self, value: &Value) -> TokenStream {
        let private = self.private;
        if let Some(int) = self.discriminant {
            let int = Ident::new(int, Span::call_site());
            return quote!(#private::Required::Bits(#private::discriminant::#int(#value)));
        }
        let value = value.widest();
        quote!(#private::integer(#value))
    }
}

pub(super) fn parenthesized(tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(span);
    group
}

/// The type without its lifetimes, for use outside of its `impl`.
pub(super) fn concrete_type(input: &Input) -> TokenStream {
    let ident = &input.ident;
    let lifetimes = input.generics.params.iter().map(|_| quote!('_));
    if input.generics.params.is_empty() {
        quote!(#ident)
    } else {
        quote!(#ident::<#(#lifetimes),*>)
    }
}

impl Check {
    /// The same with `Self` written out, for use outside of an `impl`.
    fn with_self(&self, ty: &TokenStream) -> Self {
        let mut check = self.clone();
        if let Some((_, Value::Expression(value))) = &mut check.comparison {
            *value = replace_self(std::mem::take(value), ty);
        }
        if let Operand::Other(SameAs { other, .. }) = &mut check.operand {
            *other = TypeTokens::from(replace_self(other.to_token_stream(), ty));
        }
        if let Some(size) = &mut check.line_size {
            *size = replace_self(std::mem::take(size), ty);
        }
        check
    }
}

fn replace_self(tokens: TokenStream, ty: &TokenStream) -> TokenStream {
    let mut replaced = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                replaced.extend::<Vec<TokenTree>>(ty.clone().into_iter().collect());
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replace_self(group.stream(), ty));
                inner.set_span(group.span());
                replaced.push(inner.into());
            }
            token => replaced.push(token),
        }
    }
    replaced.into_iter().collect()
}

/// Writes calls of the fast paths of `layout_core::check`, which cost the user's build the least.
///
/// They are made token by token: `quote!` would hand each of its pieces to the compiler and back.
pub(super) struct FastCalls<'a> {
    input: &'a Input,
    /// The type, if it is sized.
    ty: Option<Vec<TokenTree>>,
    /// The type that has the fields.
    of_fields: &'a TokenStream,
}

impl<'a> FastCalls<'a> {
    /// Calls about `ty`, which has the layout of the input, where `__layout_` is in scope. The input itself is
    /// `of_fields` there.
    pub(super) fn new(input: &'a Input, ty: &TokenStream, of_fields: &'a TokenStream) -> Self {
        let ty = input.tail().is_none().then(|| ty.clone().into_iter().collect());
        Self { input, ty, of_fields }
    }

    /// The items of all checks of the type, if all are such calls. They say nothing that the compiler warns of,
    /// except by the type's name, and one alone needs no import.
    fn items(&self) -> Option<TokenStream> {
        let input = self.input;
        if !input.levels.denied.is_empty() || input.recursion.holds_itself.is_some() {
            return None;
        }
        let mut out = Out::default();
        if input.is_deprecated {
            out.push("#[allow(deprecated)] ");
        }
        out.push("const _: () = ");
        if let [check] = input.checks.as_slice() {
            let private = |place| {
                let mut path: Vec<_> = input.krate_at(place).into_iter().collect();
                path.extend(separator());
                path.push(Ident::new("__private", place).into());
                path
            };
            out.push_tokens(self.call_in(check, private)?);
            out.push("; ");
            return Some(out.finish());
        }
        let mut calls = input.checks.iter().map(|check| self.call(check));
        let first = calls.next()??;
        let mut block = Out::text("use ");
        block.push_out(&Out::krate(input));
        block.push("::__private as __layout_; ");
        for call in calls {
            block.push("const _: () = ");
            block.push_tokens(call?);
            block.push("; ");
        }
        block.push_tokens(first);
        out.group(Delimiter::Brace, block);
        out.push("; ");
        Some(out.finish())
    }

    /// The call for a check, if it asks what the compiler or `layout_core` looks up at once, by a literal if at all.
    pub(super) fn call(&self, check: &Check) -> Option<Vec<TokenTree>> {
        self.call_in(check, |place| vec![Ident::new("__layout_", place).into()])
    }

    /// The same with the path of `layout_core::__private` at a place.
    ///
    /// The call spans the check from its first to its last token, so that this is what the compiler
    /// shows when it panics.
    fn call_in(
        &self,
        check: &Check,
        private: impl Fn(Span) -> Vec<TokenTree>,
    ) -> Option<Vec<TokenTree>> {
        if check.target.is_some() {
            return None;
        }
        let ty = self.ty.as_ref()?;
        let mut arguments = Vec::new();
        let ending = match (check.kind.fast_path, &check.comparison) {
            (FastPath::None, _) => return None,
            (FastPath::Bare, _) => "bare",
            (fast, Some((operator, Value::Literal(required, text, _)))) if is_number(text) => {
                match (fast, &check.operand) {
                    (_, Operand::Field(path)) => {
                        arguments = self.of_field(check, path, &private)?;
                    }
                    (FastPath::Filled, _) => arguments = self.filled(&private)?,
                    (FastPath::Count, _) => push_number(&mut arguments, self.fields()?.len()),
                    _ => {}
                }
                arguments.push(required.clone().into());
                operator.word()
            }
            _ => return None,
        };
        let Extent { first, last } = check.extent;
        let place = Span::call_site().located_at(first);

        let mut path = private(place);
        path.extend(separator());
        path.push(Ident::new(&format!("{}_{ending}", check.function()), place).into());
        path.extend(separator());
        path.push(punct('<'));
        path.extend(ty.iter().cloned());
        path.push(punct('>'));
        // In parentheses, which are of the user's place, so that the call begins there.
        let path = parenthesized(TokenStream::from_iter(path), first);
        let arguments = parenthesized(TokenStream::from_iter(arguments), last);
        Some(vec![path.into(), arguments.into()])
    }

    /// The fields of a type that lists them in one place.
    fn fields(&self) -> Option<&[Field]> {
        match &self.input.body {
            Body::Struct(Shape::Named | Shape::Tuple, fields) | Body::Union(fields) => Some(fields),
            Body::Struct(Shape::Unit, _) | Body::Enum(_) => None,
        }
    }

    /// The index of the field at the end of a path of one name, and what the compiler tells of it: where it lies, or
    /// the size or alignment of its type, if that has the name of a primitive one.
    fn of_field(
        &self,
        check: &Check,
        path: &FieldPath,
        private: impl Fn(Span) -> Vec<TokenTree>,
    ) -> Option<Vec<TokenTree>> {
        let (index, field) =
            self.fields()?.iter().enumerate().find(|(_, field)| field.name == path.text)?;
        if is_seldom_sized(self.input, &field.ty) || may_lack_something(&field.ty) {
            return None;
        }
        let word = check.word();
        let mut actual = Out::default();
        actual.push_tokens(private(Span::call_site()));
        if word != "offset" && is_primitive(&field.type_text) {
            actual.push(&format!("::{word}_of::<{}>()", field.type_text));
        } else {
            let mut member = Out::default();
            if word == "offset" {
                actual.push("::offset_of!");
            } else {
                actual.push("::of_remote!");
                member.push(&format!("{word} "));
            }
            member.push_stream(self.of_fields.clone());
            member.push(", ");
            member.push(&out::word(&field.member));
            actual.group(Delimiter::Parenthesis, member);
        }
        let mut arguments = Vec::with_capacity(9);
        push_number(&mut arguments, index);
        arguments.extend(actual.finish());
        arguments.push(punct(','));
        Some(arguments)
    }

    /// The bytes that are no padding of a type's own: the sizes of the fields of a struct, in rows, if all are of
    /// primitive types; or else what its layout has.
    fn filled(&self, private: impl Fn(Span) -> Vec<TokenTree>) -> Option<Vec<TokenTree>> {
        let fields = self.fields()?;
        let is_struct = matches!(self.input.body, Body::Struct(..));
        let is_plain = |field: &Field| {
            is_of_primitives(field.ty.tokens()) && !is_seldom_sized(self.input, &field.ty)
        };
        let mut sum = Out::default();
        if is_struct && !fields.is_empty() && fields.iter().all(is_plain) {
            for (index, row) in fields.chunks(ROW).enumerate() {
                sum.push(if index > 0 { " + " } else { "" });
                sum.push_tokens(private(Span::call_site()));
                let types: Vec<&str> = row.iter().map(|it| it.type_text.as_str()).collect();
                sum.push(&format!("::sizes::<({},)>()", types.join(", ")));
            }
        } else {
            sum.push_tokens(private(Span::call_site()));
            sum.push("::filled::<");
            sum.push_tokens(self.ty.clone()?);
            sum.push(">()");
        }
        sum.push(", ");
        Some(sum.finish().into_iter().collect())
    }
}

/// Whether a type is made of primitive ones alone, as far as its names tell: of pointers to them, and arrays.
fn is_of_primitives(tokens: &[TokenTree]) -> bool {
    tokens.iter().all(|token| match token {
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            is_primitive(&name) || matches!(name.as_str(), "static" | "const" | "mut")
        }
        TokenTree::Punct(mark) => "&*';,".contains(mark.as_char()),
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            group.delimiter() == Delimiter::Bracket && is_of_primitives(&inner)
        }
    })
}

fn push_number(arguments: &mut Vec<TokenTree>, number: usize) {
    arguments.extend([Literal::usize_unsuffixed(number).into(), punct(',')]);
}

/// Whether a literal is a whole number of any type: what the compiler says of others shows the call.
fn is_number(text: &str) -> bool {
    let (digits, is_digit): (_, fn(&u8) -> bool) = match text.strip_prefix("0x") {
        Some(digits) => (digits, u8::is_ascii_hexdigit),
        None => (text, u8::is_ascii_digit),
    };
    digits.bytes().all(|byte| byte == b'_' || is_digit(&byte))
}

fn separator() -> [TokenTree; 2] {
    [Punct::new(':', Spacing::Joint).into(), punct(':')]
}

fn punct(character: char) -> TokenTree {
    Punct::new(character, Spacing::Alone).into()
}
