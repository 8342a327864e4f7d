//! What `assert_layout!` is told of: a type, or a function that returns a future.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Error, Ident, Token, token};

use crate::krate::is_edition_2015;
use crate::tokens::{is_joint, is_punct};
use crate::type_tokens::{Arguments, Form, TypeTokens};

/// What checks are made of.
pub(super) enum Subject {
    Type(TypeTokens),
    /// A type that need not be described.
    Remote(TypeTokens),
    /// The path of a function. It is made of the tokens of a type's.
    Function(TypeTokens),
}

impl Subject {
    pub(super) fn tokens(&self) -> &TypeTokens {
        match self {
            Self::Type(tokens) | Self::Remote(tokens) | Self::Function(tokens) => tokens,
        }
    }

    /// What tells of the future, if it is the one of a function. It is not evaluated.
    pub(super) fn returned(&self, private: &TokenStream) -> Option<TokenStream> {
        let Self::Function(path) = self else { return None };
        // What is wrong with the function is said at its place.
        let place = Spanned::span(path);
        Some(quote_spanned!(place=> #private::returned(&#path).__layout_future()))
    }

    /// Where `Self` stands in it, if it does.
    pub(super) fn place_of_self(&self) -> Option<Span> {
        place_of_self(self.tokens().to_token_stream())
    }
}

fn place_of_self(tokens: TokenStream) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => (ident == "Self").then(|| ident.span()),
        TokenTree::Group(group) => place_of_self(group.stream()),
        _ => None,
    })
}

/// Whether a function is named, by `async function`. In the edition 2015 `async` may be a type.
pub(super) fn begins(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let is_word = ahead.call(Ident::parse_any).is_ok_and(|word| word == "async");
    is_word && (!is_edition_2015() || ahead.peek(Ident::peek_any))
}

/// Reads `async function`.
pub(super) fn parse(input: ParseStream<'_>) -> syn::Result<Subject> {
    const EXPECTED: &str =
        "expected the path of a function after `async`: `async serve, size <= 2048`";
    let word = input.call(Ident::parse_any)?;
    let place = if input.is_empty() || input.peek(Token![,]) { word.span() } else { input.span() };
    let is_item = input.peek(Token![fn]) || input.peek(Token![move]) || input.peek(token::Brace);
    let path: TypeTokens = match input.parse() {
        Ok(path) if !is_item => path,
        _ => return Err(Error::new(place, EXPECTED)),
    };
    let Form::Path(parts) = path.form() else { return Err(Error::new_spanned(path, EXPECTED)) };
    let is_call =
        parts.segments.last().is_some_and(|it| matches!(it.arguments, Arguments::Parentheses));
    if is_call {
        let message = "name the function without its arguments: `async serve, size <= 2048`";
        return Err(Error::new_spanned(path.tokens().last(), message));
    }
    if let Some(angle) = bare_angle(path.tokens()) {
        let message = "write `::` before the arguments of a path: `async serve::<u8>`";
        return Err(Error::new_spanned(angle, message));
    }
    Ok(Subject::Function(path))
}

/// The `<` of arguments without the `::` that they need in an expression.
fn bare_angle(path: &[TokenTree]) -> Option<&TokenTree> {
    let mut depth = 0_usize;
    let mut last: Option<&TokenTree> = None;
    for token in path {
        if is_punct(Some(token), '<') {
            if depth == 0 && matches!(last, Some(TokenTree::Ident(_))) {
                return Some(token);
            }
            depth += 1;
        } else if is_punct(Some(token), '>') && !is_joint(last, '-') {
            depth = depth.saturating_sub(1);
        }
        last = Some(token);
    }
    None
}
