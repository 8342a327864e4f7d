//! Paths such as `header.len`, `0` or `Move.x`, and lists of them.

use proc_macro2::{Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Lit, Token};

/// A path such as `header.len`, and where it stands.
#[derive(Clone)]
pub(crate) struct FieldPath {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl FieldPath {
    /// The path as tokens.
    pub(crate) fn names(&self) -> TokenStream {
        let mut names = TokenStream::new();
        for (index, name) in self.text.split('.').enumerate() {
            if index > 0 {
                names.append(Punct::new('.', Spacing::Alone));
            }
            let mut token = match name.parse() {
                Ok(index) => TokenTree::from(Literal::usize_unsuffixed(index)),
                Err(_) => match syn::parse_str::<Ident>(name) {
                    Ok(name) => name.into(),
                    Err(_) => Ident::new_raw(name, self.span).into(),
                },
            };
            token.set_span(self.span);
            names.append(token);
        }
        names
    }
}

const EXPECTED_FIELD: &str = "expected a field such as `len`, `header.len` or `0`";

/// What stands between the parentheses behind a word, read by `parse`, and the place of the last token.
/// If there is nothing, the message is `expected`.
pub(super) fn parse_operand<T>(
    input: ParseStream<'_>,
    expected: &str,
    parse: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<(T, Span)> {
    let inner;
    let paren = syn::parenthesized!(inner in input);
    if inner.is_empty() {
        return Err(Error::new(paren.span.join(), expected));
    }
    let operand = parse(&inner);
    // What is left of a fault is not a second one.
    while inner.parse::<TokenTree>().is_ok() {}
    Ok((operand?, paren.span.close()))
}

/// The `(header.len)` behind a property.
pub(super) fn parse_field(input: ParseStream<'_>) -> Result<(FieldPath, Span)> {
    parse_operand(input, EXPECTED_FIELD, |inner| {
        let path = parse_path(inner)?;
        if inner.is_empty() { Ok(path) } else { Err(inner.error(EXPECTED_FIELD)) }
    })
}

/// The `(Quit)` behind `discriminant`.
pub(super) fn parse_variant(input: ParseStream<'_>) -> Result<(FieldPath, Span)> {
    const EXPECTED: &str = "expected a variant, such as `Quit`";
    parse_operand(input, EXPECTED, |inner| {
        let Ok(name) = inner.call(Ident::parse_any) else { return Err(inner.error(EXPECTED)) };
        if !inner.is_empty() {
            return Err(inner.error(EXPECTED));
        }
        Ok(FieldPath { text: name.unraw().to_string(), span: name.span() })
    })
}

/// The `(head, tail)` behind `same_line`.
pub(super) fn parse_fields(input: ParseStream<'_>) -> Result<(Vec<FieldPath>, Span)> {
    parse_operand(input, EXPECTED_FIELD, |inner| {
        let mut paths: Vec<FieldPath> = Vec::new();
        while !inner.is_empty() {
            let path = parse_path(inner)?;
            if paths.iter().any(|other| other.text == path.text) {
                return Err(Error::new(path.span, format!("`{}` is named twice", path.text)));
            }
            paths.push(path);
            if !inner.is_empty() {
                inner
                    .parse::<Token![,]>()
                    .map_err(|error| Error::new(error.span(), EXPECTED_FIELD))?;
            }
        }
        Ok(paths)
    })
}

/// The `(name = other_name)` behind `rename`.
pub(super) fn parse_renamed(input: ParseStream<'_>) -> Result<Vec<(FieldPath, String)>> {
    const EXPECTED: &str = "expected this type's name and the other's: `name = other_name`";
    let (pairs, _) = parse_operand(input, EXPECTED, |inner| {
        let mut pairs: Vec<(FieldPath, String)> = Vec::new();
        while !inner.is_empty() {
            let span = inner.span();
            let mut names = Vec::new();
            parse_names(inner, &mut names)?;
            while inner.peek(Token![.]) {
                inner.parse::<Token![.]>()?;
                parse_names(inner, &mut names)?;
            }
            let path = FieldPath { text: names.join("."), span };
            if pairs.iter().any(|(other, _)| other.text == path.text) {
                return Err(Error::new(span, format!("`{}` is renamed twice", path.text)));
            }
            let place = if inner.is_empty() { span } else { inner.span() };
            if inner.peek(Token![==]) || inner.parse::<Token![=]>().is_err() {
                return Err(Error::new(place, EXPECTED));
            }
            let place = if inner.is_empty() { span } else { inner.span() };
            let mut other = Vec::new();
            parse_names(inner, &mut other).map_err(|_| Error::new(place, EXPECTED))?;
            pairs.push((path, other.join(".")));
            if !inner.is_empty() {
                inner.parse::<Token![,]>().map_err(|error| Error::new(error.span(), EXPECTED))?;
            }
        }
        Ok(pairs)
    })?;
    Ok(pairs)
}

/// A path, up to the end of the input or a comma.
fn parse_path(input: ParseStream<'_>) -> Result<FieldPath> {
    let span = input.span();
    let mut names = Vec::new();
    loop {
        parse_names(input, &mut names)?;
        if input.is_empty() || input.peek(Token![,]) {
            return Ok(FieldPath { text: names.join("."), span });
        }
        if !input.peek(Token![.]) {
            return Err(input.error(EXPECTED_FIELD));
        }
        let dot: Token![.] = input.parse()?;
        if input.is_empty() {
            return Err(Error::new(dot.span, EXPECTED_FIELD));
        }
    }
}

/// One name or index of a path; or two indices, as `0.1` is one token.
fn parse_names(input: ParseStream<'_>, names: &mut Vec<String>) -> Result<()> {
    if input.peek(Ident::peek_any) {
        names.push(input.call(Ident::parse_any)?.unraw().to_string());
        return Ok(());
    }
    let literal: Lit = input.parse().map_err(|error| Error::new(error.span(), EXPECTED_FIELD))?;
    let text = literal.to_token_stream().to_string();
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // `0.1.x` is lexed as `0.1` `.` `x`, and `x.0.1` as `x` `.` `0.1`.
    if !text.split('.').all(is_index) {
        return Err(Error::new(literal.span(), EXPECTED_FIELD));
    }
    names.extend(text.split('.').map(str::to_owned));
    Ok(())
}
