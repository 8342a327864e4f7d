//! What `same_as(Other, ...)` compares a type with, and how.

use proc_macro2::Span;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Token, token};

use super::path::{FieldPath, parse_fields, parse_operand, parse_renamed};
use crate::nearest::nearest;
use crate::type_tokens::TypeTokens;

/// What stands in the parentheses of `same_as`.
#[derive(Clone)]
pub(crate) struct SameAs {
    pub(crate) other: TypeTokens,
    pub(crate) names: Names,
    /// `opaque(a, b)`: the fields whose inside is not compared.
    pub(crate) opaque: Vec<FieldPath>,
}

/// How fields are found in the other type.
#[derive(Clone)]
pub(crate) enum Names {
    /// `rename(a = b)`: by name, but for some.
    Renamed(Vec<(FieldPath, String)>),
    /// `positional`
    Positional,
}

/// The `(Other, rename(a = b), opaque(c))` behind `same_as`.
pub(super) fn parse_same_as(input: ParseStream<'_>, place: Span) -> Result<(SameAs, Span)> {
    const EXPECTED: &str = "`same_as` needs a type: `same_as(ffi::Packet)`";
    if !input.peek(token::Paren) {
        return Err(Error::new(place, EXPECTED));
    }
    parse_operand(input, EXPECTED, |inner| {
        let place = inner.span();
        let other: TypeTokens = inner.parse().map_err(|_| Error::new(place, EXPECTED))?;
        let mut same = SameAs { other, names: Names::Renamed(Vec::new()), opaque: Vec::new() };
        let mut given: Vec<String> = Vec::new();
        while !inner.is_empty() {
            inner.parse::<Token![,]>().map_err(|_| inner.error(EXPECTED))?;
            if inner.is_empty() {
                break;
            }
            let word = parse_option(inner, &mut same)?;
            let name = word.to_string();
            if given.contains(&name) {
                return Err(Error::new(word.span(), format!("`{name}` is set twice")));
            }
            given.push(name);
            if given.iter().any(|it| it == "rename") && given.iter().any(|it| it == "positional") {
                let message = "`positional` takes no names: remove it, or `rename`";
                return Err(Error::new(word.span(), message));
            }
        }
        Ok(same)
    })
}

/// How `same_as` compares, and the word that says so.
fn parse_option(input: ParseStream<'_>, same: &mut SameAs) -> Result<Ident> {
    const OPTIONS: &str = "expected `rename(name = other_name)`, `positional` or `opaque(field)`";
    let word: Ident = input.parse().map_err(|error| Error::new(error.span(), OPTIONS))?;
    match word.to_string().as_str() {
        "positional" => same.names = Names::Positional,
        "rename" if input.peek(token::Paren) => same.names = Names::Renamed(parse_renamed(input)?),
        "rename" => {
            let message = "`rename` takes names: `rename(name = other_name)`";
            return Err(Error::new(word.span(), message));
        }
        "opaque" if input.peek(token::Paren) => same.opaque = parse_fields(input)?.0,
        "opaque" => {
            let message = "`opaque` takes fields: `opaque(field)`";
            return Err(Error::new(word.span(), message));
        }
        given => {
            let near = nearest(given, &["rename", "positional", "opaque"]);
            let hint = near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            return Err(Error::new(word.span(), format!("{OPTIONS}{hint}")));
        }
    }
    if input.is_empty() || input.peek(Token![,]) { Ok(word) } else { Err(input.error(OPTIONS)) }
}
