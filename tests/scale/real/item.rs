//! Structs, unions and enums among the tokens of a source file that is not ours.

use std::ops::Range;

use proc_macro2::{Group, TokenTree};

use super::instance::instance;
use super::tokens::{is_braces, is_ident, is_joint, is_punct, range};

/// A struct, union or enum.
pub(super) struct Item {
    pub(super) name: String,
    /// Where its visibility or its keyword begins.
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many tokens it has from its keyword on.
    pub(super) len: usize,
    /// Its `cfg` attributes.
    pub(super) conditions: Vec<Range<usize>>,
    /// The type with arguments, if some are known.
    pub(super) instance: Option<String>,
    /// Where the last field begins, if it is a struct with fields.
    pub(super) last_field: Option<usize>,
}

impl Item {
    /// The item whose keyword is at an index.
    pub(super) fn read(tokens: &[TokenTree], keyword: usize) -> Option<Self> {
        let (name, len) = name(&tokens[keyword + 1..])?;
        let behind = keyword + 1 + len;
        let after = tokens.get(behind)?;
        let begins = match &tokens[keyword] {
            TokenTree::Ident(word) if word == "struct" => true,
            TokenTree::Ident(word) if word == "enum" || word == "union" => {
                is_punct(after, '<') || is_braces(after) || is_ident(after, "where")
            }
            _ => false,
        };
        let is_end = |token: &TokenTree| is_braces(token) || is_punct(token, ';');
        let end = begins.then(|| tokens[behind..].iter().position(is_end))?? + behind;
        let start = start_of_visibility(tokens, keyword);
        Some(Self {
            start: range(&tokens[start]).start,
            end: range(&tokens[end]).end,
            len: end + 1 - keyword,
            conditions: conditions(tokens, start),
            instance: instance(&name, &tokens[behind..end]),
            last_field: last_field(&tokens[behind..=end]),
            name,
        })
    }
}

/// The name that begins the tokens, as it is written, and how many of them it is: two for `$name`, which
/// a macro is given.
fn name(tokens: &[TokenTree]) -> Option<(String, usize)> {
    match tokens {
        [TokenTree::Ident(name), ..] => Some((name.to_string(), 1)),
        [dollar, TokenTree::Ident(name), ..] if is_punct(dollar, '$') => {
            Some((format!("${name}"), 2))
        }
        _ => None,
    }
}

/// Where the last field begins of those that stand in the first group outside of `<>`.
fn last_field(tokens: &[TokenTree]) -> Option<usize> {
    let fields = split(tokens, |token| matches!(token, TokenTree::Group(_)));
    let TokenTree::Group(group) = &tokens[fields.first()?.len()..].first()? else { return None };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let fields = split(&tokens, |token| is_punct(token, ','));
    let last = fields.into_iter().rev().find(|field| !field.is_empty())?;
    Some(range(&last[0]).start)
}

/// What stands between the separators that are outside of `<>`.
fn split(tokens: &[TokenTree], is_separator: impl Fn(&TokenTree) -> bool) -> Vec<&[TokenTree]> {
    let mut depth = 0;
    let mut arrow = false;
    let mut is_outer = |token: &TokenTree| {
        let closes = is_punct(token, '>') && !arrow;
        arrow = is_joint(token, '-');
        depth += i32::from(is_punct(token, '<')) - i32::from(closes);
        depth == 0 && is_separator(token)
    };
    tokens.split(|token| is_outer(token)).collect()
}

/// The index of the first token of the visibility before a keyword; that of the keyword if there is
/// none.
fn start_of_visibility(tokens: &[TokenTree], keyword: usize) -> usize {
    match &tokens[..keyword] {
        [.., before, TokenTree::Group(_)] if is_ident(before, "pub") => keyword - 2,
        [.., before] if is_ident(before, "pub") => keyword - 1,
        // `$vis`
        [.., before, TokenTree::Ident(_)] if is_punct(before, '$') => keyword - 2,
        _ => keyword,
    }
}

/// The `cfg` attributes before an index.
pub(super) fn conditions(tokens: &[TokenTree], start: usize) -> Vec<Range<usize>> {
    let mut conditions = Vec::new();
    let mut rest = &tokens[..start];
    while let Some((before, hash, attribute)) = last_attribute(rest) {
        let stream = attribute.stream();
        if stream.into_iter().next().is_some_and(|first| is_ident(&first, "cfg")) {
            conditions.push(range(hash).start..attribute.span().byte_range().end);
        }
        rest = before;
    }
    conditions
}

/// What is before the last attribute, its `#`, and its group. Those that a macro is given are passed over.
fn last_attribute(tokens: &[TokenTree]) -> Option<(&[TokenTree], &TokenTree, &Group)> {
    match tokens {
        [before @ .., hash, TokenTree::Group(group)] if is_punct(hash, '#') => {
            Some((before, hash, group))
        }
        // `$(#[$attribute])*`
        [before @ .., dollar, TokenTree::Group(_), star]
            if is_punct(dollar, '$') && is_punct(star, '*') =>
        {
            last_attribute(before)
        }
        _ => None,
    }
}
