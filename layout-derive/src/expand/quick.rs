//! Calls of the functions of `layout_core::check` that cost the user's build the least: see its `quick`.
//!
//! They are made token by token: `quote!` would hand each of its pieces to the compiler and back.

use proc_macro2::{Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::checks::parenthesized;
use crate::check::{Check, Extent, FieldPath, Property, What};
use crate::model::{Body, Field, Input, Shape};
use crate::value::Value;

/// Writes calls for the checks of a type.
pub(super) struct Quick<'a> {
    input: &'a Input,
    /// The type, if it is sized.
    ty: Option<Vec<TokenTree>>,
}

impl<'a> Quick<'a> {
    /// Calls about `ty`, which has the layout of the input, where `__layout_` is in scope.
    pub(super) fn new(input: &'a Input, ty: &TokenStream) -> Self {
        let ty = input.tail().is_none().then(|| ty.clone().into_iter().collect());
        Self { input, ty }
    }

    /// The call for a check, if it compares what `layout_core` looks up at once with a literal.
    ///
    /// The call spans the check from its first to its last token, so that this is what the compiler
    /// shows when it panics.
    pub(super) fn call(&self, check: &Check) -> Option<Vec<TokenTree>> {
        let What::Compare(property, operator, Value::Literal(required, text, _)) = &check.what
        else {
            return None;
        };
        let (function, number) = match property {
            Property::Size => ("size", None),
            Property::Align => ("align", None),
            Property::Padding => ("padding", self.fields().map(|_| None)?),
            Property::Fields => ("fields", Some(self.fields()?.len())),
            Property::OffsetOf(path) => ("offset", Some(self.index(path)?)),
            Property::SizeOf(path) => ("size_of_field", Some(self.index(path)?)),
            Property::AlignOf(path) => ("align_of_field", Some(self.index(path)?)),
            _ => return None,
        };
        if !is_number(text) {
            return None;
        }
        let ty = self.ty.as_ref()?;
        let Extent { first, last } = check.extent;
        let place = Span::call_site().located_at(first);

        let mut arguments = Vec::with_capacity(3);
        if let Some(number) = number {
            arguments.push(Literal::usize_unsuffixed(number).into());
            arguments.push(punct(','));
        }
        arguments.push(required.clone().into());

        let mut path = Vec::with_capacity(12);
        path.push(Ident::new("__layout_", place).into());
        path.extend(separator());
        path.push(Ident::new(&format!("{function}_{}", operator.word()), place).into());
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

    /// The index of the field at the end of a path of one name.
    fn index(&self, path: &FieldPath) -> Option<usize> {
        self.fields()?.iter().position(|field| field.name == path.text)
    }
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
